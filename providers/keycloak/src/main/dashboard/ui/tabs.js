/*
 * Tabs: tabs(label, [{name, content: nodes}]). One is shown; the arrow keys go from one to the next.
 */
import {h, newId} from "../dom.js";

export function tabs(label, entries) {
  const buttons = entries.map(({name}, i) => h("button", {
    type: "button",
    role: "tab",
    id: newId(),
    on: {
      click: () => select(i),
      keydown: (event) => {
        const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        if (!step) return;
        select((i + step + entries.length) % entries.length);
        buttons.find((button) => button.tabIndex === 0).focus();
      },
    },
  }, name));
  const panels = entries.map(({content}, i) => h(
    "div",
    {role: "tabpanel", id: newId(), class: "tab-panel", "aria-labelledby": buttons[i].id},
    content,
  ));
  buttons.forEach((button, i) => button.setAttribute("aria-controls", panels[i].id));

  function select(chosen) {
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
      panels[i].hidden = i !== chosen;
    });
  }

  select(0);
  return h("div", null, h("div", {class: "tabs", role: "tablist", "aria-label": label}, buttons), panels);
}
