/*
 * Buttons and links that look like ones. kind is "primary", "danger" or "quiet"; id lets the focus come back to the button
 * after the view was drawn anew; hint is said to screen readers after the label, where several buttons say the same. What a
 * button does is done once at a time: a second click counts when the promise of the first has ended.
 */
import {h, icon} from "../dom.js";

function once(act) {
  let isBusy = false;
  return async (event) => {
    if (isBusy) return;
    isBusy = true;
    const element = event.currentTarget;
    element.setAttribute("aria-disabled", "true");
    try {
      await act(event);
    } finally {
      isBusy = false;
      element.removeAttribute("aria-disabled");
    }
  };
}

export function button(label, onClick, {kind, id, hint, picture, disabled} = {}) {
  return h(
    "button",
    {type: "button", id, disabled, class: kind ? `button ${kind}` : "button", on: {click: once(onClick)}},
    picture && icon(picture),
    h("span", null, label),
    hint && h("span", {class: "hidden"}, " " + hint),
  );
}

export function iconButton(picture, label, onClick, attributes = {}) {
  return h(
    "button",
    {type: "button", class: "icon-button", "aria-label": label, title: label, on: {click: once(onClick)}, ...attributes},
    icon(picture),
  );
}

export function link(label, address, {kind} = {}) {
  return h("a", {href: address, class: kind ? `button ${kind}` : null}, label);
}

/** A link to another site or console, in a tab of its own that learns nothing of this one. */
export function outside(label, address) {
  return h("a", {href: address, target: "_blank", rel: "noopener noreferrer", class: "outside"}, label, icon("out"));
}
