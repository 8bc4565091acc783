/*
 * Makes elements. All text becomes text nodes: nothing in the dashboard turns a string into markup.
 *
 *   h("button", {class: "quiet", type: "button", on: {click: save}}, t("save"))
 *
 * An attribute that is null, undefined or false is left out, true is set without a value; "value" and "checked" are set as
 * properties, and "on" holds listeners. Children are nodes, texts, numbers or lists of them; null and false are left out.
 * svg() does the same for pictures; asset("mark.svg") is the address of a file that is served with the page.
 */
const ASSETS = document.querySelector("meta[name=assets]").content;
const PROPERTIES = new Set(["value", "checked", "selected", "indeterminate"]);

export function h(tag, attributes, ...children) {
  return made(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return made(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function made(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (PROPERTIES.has(name)) {
      element[name] = value;
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...nodes(children));
  return element;
}

function nodes(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function asset(name) {
  return `${ASSETS}/${name}`;
}

let ids = 0;

/** An id that no other element has, to tie labels to what they name. */
export function newId() {
  ids += 1;
  return "e" + ids;
}

/** A line drawing of 24 by 24; what it means is said by the text beside it. */
export function icon(name) {
  return svg(
    "svg",
    {class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false"},
    svg("path", {d: ICONS[name]}),
  );
}

const ICONS = {
  overview: "M4 19V5M4 19h16M8 15v-4M12 15V8M16 15v-6",
  keys: "M14.5 9.5m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0M11.3 12.7 4 20M7 17l2 2M9.500 14.500l2 2",
  servers: "M4 5h16v5H4zM4 14h16v5H4zM8 7.500h.01M8 16.500h.01",
  projects: "M3 7a1 1 0 0 1 1-1h5l2 2h8a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1z",
  members: "M9 11a3.500 3.500 0 1 0 0-7a3.500 3.500 0 1 0 0 7M2.500 20c.5-4 3-6 6.500-6s6 2 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c2 .8 3.200 2.600 3.500 5.500",
  plan: "M12 3l2.700 5.700 6.300.8-4.600 4.300 1.200 6.200L12 17l-5.600 3 1.200-6.200L3 9.500l6.300-.8z",
  sessions: "M3 5h18v11H3zM8 20h8M12 16v4",
  settings: "M5 6h9M18 6h1M5 12h1M10 12h9M5 18h7M16 18h3M16 4v4M8 10v4M14 16v4",
  console: "M12 3l8 3v6c0 5-3.500 8-8 9c-4.500-1-8-4-8-9V6zM9 12l2 2 4-4",
  invitations: "M3 6h18v12H3zM3 7l9 6 9-6",
  person: "M12 12a4 4 0 1 0 0-8a4 4 0 1 0 0 8M4 21c.7-4.500 3.500-6.500 8-6.500s7.300 2 8 6.500",
  menu: "M4 6h16M4 12h16M4 18h16",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  check: "M5 12l5 5 9-11",
  down: "M7 10l5 5 5-5",
  out: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  alert: "M12 4l9 16H3zM12 10v4M12 17.200v.01",
  plus: "M12 5v14M5 12h14",
  search: "M10.500 17a6.500 6.500 0 1 0 0-13a6.500 6.500 0 1 0 0 13M15.500 15.500 20 20",
  history: "M4.500 9a8 8 0 1 1-.5 4M4 4v5h5M12 8v4l3 2",
};
