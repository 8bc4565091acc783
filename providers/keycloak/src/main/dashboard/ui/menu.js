/*
 * A button that opens a panel below it: menu(label, attributes, panel). It closes with Escape, with a click elsewhere, and
 * when a link or button in it was used. The panel is a list of links, so the Tab key goes through it.
 */
import {h, newId} from "../dom.js";

export function menu(label, attributes, content) {
  const id = newId();
  const panel = h("div", {
    id,
    class: "menu",
    popover: "auto",
    on: {
      beforetoggle: (event) => event.newState === "open" && place(),
      toggle: (event) => opener.setAttribute("aria-expanded", String(event.newState === "open")),
      click: (event) => event.target.closest("a, button") && panel.hidePopover(),
    },
  }, content);
  const opener = h("button", {type: "button", popovertarget: id, "aria-expanded": "false", ...attributes}, label);

  function place() {
    const {left, right, bottom} = opener.getBoundingClientRect();
    const onTheRight = left > innerWidth / 2;
    panel.style.top = `${bottom + 4}px`;
    panel.style.left = onTheRight ? "auto" : `${left}px`;
    panel.style.right = onTheRight ? `${innerWidth - right}px` : "auto";
  }

  return [opener, panel];
}
