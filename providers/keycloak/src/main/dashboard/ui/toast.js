/*
 * Says what has happened, at the edge of the page, and lets it be undone where that is possible:
 *
 *   toast(t("apiKeys.disabled", {name}), {label: t("undo"), run: () => …})
 *   complain(problem)      for what went wrong outside of a form
 *
 * It goes by itself, later when there is something to press, and not while somebody is at it. The focus goes back to where
 * it came from.
 */
import {h} from "../dom.js";
import {t} from "../i18n.js";
import {button, iconButton} from "./button.js";

const SHORT_MS = 6_000;
const LONG_MS = 12_000;

const region = h("div", {class: "toasts", popover: "manual"});
// Screen readers hear changes of a region that was there before, and a closed popover is not.
const spoken = h("p", {class: "hidden spoken", role: "status"});
document.body.append(region, spoken);

export function toast(text, action) {
  return show(text, action, "toast");
}

export function complain(problem) {
  return show(problem.message, undefined, "toast bad");
}

function show(text, action, kind) {
  let timer = null;
  let before = null;
  const wait = () => { timer = setTimeout(end, action ? LONG_MS : SHORT_MS); };
  const end = () => {
    clearTimeout(timer);
    const isFocused = element.contains(document.activeElement);
    element.remove();
    if (!region.hasChildNodes()) region.hidePopover();
    if (isFocused) (before?.isConnected ? before : document.querySelector("h1"))?.focus({preventScroll: true});
  };
  const element = h(
    "div",
    {
      class: kind,
      on: {
        pointerenter: () => clearTimeout(timer),
        pointerleave: wait,
        focusin: ({relatedTarget}) => {
          clearTimeout(timer);
          if (!element.contains(relatedTarget)) before = relatedTarget;
        },
      },
    },
    h("p", null, text),
    action && button(action.label, () => {
      end();
      action.run();
    }, {kind: "quiet"}),
    iconButton("close", t("close"), end),
  );
  region.replaceChildren(element);
  spoken.textContent = text;
  // Above a dialog that is open: what was shown last lies on top.
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
  wait();
  return end;
}
