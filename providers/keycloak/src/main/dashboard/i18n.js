/*
 * The reader's language, dates and numbers. Texts are in messages/{en,de}.json, one flat object from key to text; a text
 * with one/other is chosen by the value "count".
 *
 *   t("apiKeys.title")                      a text
 *   t("members.count", {count: 3})          with values
 *   rich("confirm.type", {word: element})   nodes, where a value is an element
 *   time(iso)                               a <time>, in words such as "2 hours ago", its title the date in the reader's zone
 *   end(iso)                                the same with the date below it, for what is planned for
 *   date(iso), number(7)                    texts
 *
 * A key that is missing shows itself; DashboardFilesTest fails on one.
 */
import {asset, h} from "./dom.js";

const LANGUAGES = ["en", "de"];

// Nothing asks for a text before speak(): a module that did so would fail to load.
let messages = null;
let formats = formatsOf("en");

/** Chooses the language and loads its texts. */
export async function speak(preferred) {
  const language = [...preferred, ...navigator.languages]
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => LANGUAGES.includes(tag)) ?? "en";
  // Numbers and dates follow the reader's own region where it is of this language.
  const region = navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
  formats = formatsOf(region);
  const response = await fetch(asset(`messages/${language}.json`));
  messages = await response.json();
  document.documentElement.lang = language;
}

function formatsOf(language) {
  return {
    date: new Intl.DateTimeFormat(language, {dateStyle: "medium"}),
    dateTime: new Intl.DateTimeFormat(language, {dateStyle: "medium", timeStyle: "short"}),
    day: new Intl.DateTimeFormat(language, {day: "numeric", month: "short"}),
    hour: new Intl.DateTimeFormat(language, {hour: "numeric"}),
    relative: new Intl.RelativeTimeFormat(language, {numeric: "auto"}),
    number: new Intl.NumberFormat(language),
    plural: new Intl.PluralRules(language),
  };
}

function text(key, values) {
  const message = messages[key];
  if (message === undefined) return key;
  return typeof message === "string" ? message : message[formats.plural.select(values.count)] ?? message.other;
}

export function has(key) {
  return key in messages;
}

export function t(key, values = {}) {
  return text(key, values).replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : values[name] ?? "");
}

export function rich(key, values) {
  return text(key, values).split(/(\{\w+\})/).map((part) => part.startsWith("{") ? values[part.slice(1, -1)] : part);
}

export function number(value) {
  return formats.number.format(value);
}

export function date(iso) {
  return formats.date.format(new Date(iso));
}

export function dateTime(iso) {
  return formats.dateTime.format(new Date(iso));
}

export function day(instant) {
  return formats.day.format(instant);
}

export function hour(instant) {
  return formats.hour.format(instant);
}

/** Each with its seconds, and from how many seconds on it is used: a quarter of a year is still told in days. */
const UNITS = [
  ["year", 31_536_000, 31_536_000],
  ["month", 2_592_000, 8_640_000],
  ["day", 86_400, 86_400],
  ["hour", 3_600, 3_600],
  ["minute", 60, 60],
];

export function time(iso) {
  const seconds = (new Date(iso) - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, , from]) => Math.abs(seconds) >= from) ?? ["second", 1];
  const words = unit === "second" ? t("time.now") : formats.relative.format(Math.round(seconds / size), unit);
  return h("time", {datetime: iso, title: dateTime(iso)}, words);
}

export function end(iso) {
  return [time(iso), h("span", {class: "sub"}, date(iso))];
}
