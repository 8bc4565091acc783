/*
 * Tables, which become lists of cards where there is no room for columns.
 *
 *   table({caption, columns, rows, key: (row) => row.id})
 *
 * A column is {label, cell: (row) => node or text, main, actions}: main is the heading of its row, actions holds buttons
 * and has no visible label. The caption is for screen readers.
 */
import {h} from "../dom.js";
import {t} from "../i18n.js";

export function table({caption, columns, rows, key}) {
  return h(
    "table",
    {class: "table"},
    h("caption", {class: "hidden"}, caption),
    h("thead", null, h("tr", null, columns.map((column) => h(
      "th",
      {scope: "col"},
      column.actions ? h("span", {class: "hidden"}, t("actions")) : column.label,
    )))),
    h("tbody", null, rows.map((row) => h("tr", {"data-key": key(row)}, columns.map((column) => cell(column, row))))),
  );
}

function cell(column, row) {
  const content = h("span", {class: "cell"}, column.cell(row));
  if (column.main) return h("th", {scope: "row", class: "main"}, content);
  return column.actions
    ? h("td", {class: "row-actions"}, content)
    : h("td", {"data-label": column.label}, content);
}

/** A small word of state beside a name; kind is "good", "warn", "bad" or nothing. */
export function badge(text, kind = "") {
  return h("span", {class: `badge ${kind}`}, text);
}

/** Facts about one thing: [[label, node or text], …]. */
export function facts(pairs) {
  return h("dl", {class: "facts"}, pairs.map(([label, value]) => h("div", null, h("dt", null, label), h("dd", null, value))));
}
