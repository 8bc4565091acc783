/*
 * What a view shows when it has nothing to show: not yet, not at all, or because something went wrong.
 *
 *   skeleton("table")                          grey shapes of about the size of what comes; table, cards, form or text
 *   empty({picture, title, text, actions})     teaches what would be here, and how to get it; without a title where the
 *                                              heading of the view says it
 *   failed(problem, retry)                     says what to do
 */
import {h, icon} from "../dom.js";
import {t} from "../i18n.js";
import {button} from "./button.js";

const LINES = {table: 5, cards: 3, form: 4, text: 3};

/** It appears a moment later, so that fast answers do not flicker. */
export function skeleton(shape = "table") {
  return h(
    "div",
    {class: `skeleton ${shape}`, "aria-hidden": "true"},
    Array.from({length: LINES[shape]}, () => h("div", {class: "bone"})),
  );
}

export function empty({picture, title, text, actions}) {
  return h(
    "section",
    {class: "empty"},
    h("span", {class: "empty-picture"}, icon(picture)),
    title && h("h2", null, title),
    h("p", null, text),
    actions && h("div", {class: "actions"}, actions),
  );
}

/** @param retry loads the view once more; absent where that would not help */
export function failed(problem, retry) {
  return h(
    "section",
    {class: "empty", role: "alert"},
    h("span", {class: "empty-picture bad"}, icon("alert")),
    h("h2", null, t(isOutage(problem) ? "failed.outage" : "failed.title")),
    h("p", null, problem.message),
    retry && h("div", {class: "actions"}, button(t("failed.retry"), retry, {kind: "primary"})),
  );
}

/** The service may be back soon: it is starting again, or the line is cut. */
export function isOutage(problem) {
  return problem.status === 0 || problem.status === 502 || problem.status === 503;
}
