/*
 * A small plot of bars over time, in two parts that are piled up:
 *
 *   plot({caption, bars: [{label, tick, granted, refused}]})
 *
 * label is the full name of the bar, tick what stands below it or nothing. The picture only stretches; all that is read is
 * text beside it, and the same numbers are in a table for those who cannot see bars.
 */
import {h, svg} from "../dom.js";
import {number, t} from "../i18n.js";
import {table} from "./table.js";

const HEIGHT = 100;
const STEP = 10;
const GAP = 2;

export function plot({caption, bars}) {
  const highest = rounded(Math.max(1, ...bars.map((bar) => bar.granted + bar.refused)));
  return h(
    "figure",
    {class: "plot"},
    h("figcaption", {class: "hidden"}, caption),
    h("div", {class: "plot-legend", "aria-hidden": "true"},
      h("span", {class: "key granted"}, t("usage.granted")),
      h("span", {class: "key refused"}, t("usage.refused"))),
    h("div", {class: "plot-area", "aria-hidden": "true"},
      h("span", {class: "plot-top"}, number(highest)),
      picture(bars, highest),
      h("span", {class: "plot-zero"}, "0")),
    h("div", {class: "plot-ticks", "aria-hidden": "true"}, bars.map((bar) => h("span", null, bar.tick ?? ""))),
    h("details", null, h("summary", null, t("usage.asTable")), table({
      caption,
      rows: bars.filter((bar) => bar.granted + bar.refused > 0),
      key: (bar) => bar.label,
      columns: [
        {main: true, label: t("usage.time"), cell: (bar) => bar.label},
        {label: t("usage.granted"), cell: (bar) => number(bar.granted)},
        {label: t("usage.refused"), cell: (bar) => number(bar.refused)},
      ],
    })),
  );
}

function picture(bars, highest) {
  const scale = HEIGHT / highest;
  return svg(
    "svg",
    {viewBox: `0 0 ${bars.length * STEP} ${HEIGHT}`, preserveAspectRatio: "none"},
    bars.map(({label, granted, refused}, i) => svg(
      "g",
      null,
      svg("title", null, t("usage.bar", {label, granted, refused})),
      // All of the column answers to the pointer, also where the bar is low.
      svg("rect", {class: "plot-column", x: i * STEP, y: 0, width: STEP, height: HEIGHT}),
      svg("rect", {class: "granted", x: i * STEP + GAP / 2, y: HEIGHT - granted * scale, width: STEP - GAP, height: granted * scale}),
      svg("rect", {class: "refused", x: i * STEP + GAP / 2, y: HEIGHT - (granted + refused) * scale, width: STEP - GAP, height: refused * scale}),
    )),
  );
}

/** Up to 1, 2 or 5 of a power of ten. */
function rounded(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].find((step) => step * power >= value) * power;
}
