/* The organization at a glance: what was asked of it, by key and outcome, over the last day, week or month. */
import {all} from "../api.js";
import {h} from "../dom.js";
import {day, hour, number, t} from "../i18n.js";
import {href} from "../router.js";
import {link} from "../ui/button.js";
import {plot} from "../ui/plot.js";
import {empty} from "../ui/states.js";
import {table} from "../ui/table.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SPANS = {day: {count: 24, step: HOUR_MS}, week: {count: 7, step: DAY_MS}, month: {count: 30, step: DAY_MS}};
const PAGE = 10_000;

export const title = (_, {org}) => org.name;
export const shape = "cards";

export async function load(context) {
  const {api, role, signal, query} = context;
  if (role === "member") return {ok: true};
  const span = SPANS[query.span] ?? SPANS.day;
  return all({
    keys: api.get("/api/v1/api-keys", {}, signal),
    // An hour of a credential is one row, so a busy month has many.
    usage: api.list("/api/v1/usage", "usage", {from: starts(span)[0].toISOString(), limit: PAGE, credentialId: query.key}, signal),
  });
}

/** The beginning of each bar, in the reader's zone; the last bar is not over yet. */
function starts({count, step}) {
  const last = new Date();
  last.setMinutes(0, 0, 0);
  if (step === DAY_MS) last.setHours(0);
  return Array.from({length: count}, (_, i) => {
    const start = new Date(last);
    if (step === DAY_MS) start.setDate(start.getDate() - (count - 1 - i));
    else start.setTime(start.getTime() - (count - 1 - i) * step);
    return start;
  });
}

export function render(context, value) {
  const {org, query} = context;
  if (!value) {
    return empty({
      picture: "members",
      title: t("overview.member"),
      text: t("overview.memberText", {name: org.name}),
      actions: [link(t("nav.members"), href`/o/${org.slug}/members`, {kind: "primary"})],
    });
  }
  const {keys, usage: {usage}} = value;
  const chosen = SPANS[query.span] ? query.span : "day";
  return [
    h("section", {class: "card"},
      h("div", {class: "card-head"}, h("h2", null, t("usage.title")), spans(org, chosen, query.key)),
      totals(usage),
      plot({caption: t("usage.title"), bars: bars(usage, SPANS[chosen])})),
    byKey(context, usage, keys.apiKeys, chosen),
  ];
}

function spans(org, chosen, key) {
  const address = (span) => `${href`/o/${org.slug}`}?${new URLSearchParams({span, ...(key ? {key} : {})})}`;
  return h("nav", {class: "segments", "aria-label": t("usage.span")}, Object.keys(SPANS).map((span) =>
    h("a", {href: address(span), "aria-current": span === chosen ? "true" : null}, t(`usage.${span}`))));
}

function totals(usage) {
  const sum = (name) => usage.reduce((total, row) => total + row[name], 0);
  return h("dl", {class: "totals"}, ["granted", "refused"].map((name) =>
    h("div", null, h("dt", null, t(`usage.${name}`)), h("dd", null, number(sum(name))))));
}

function bars(usage, span) {
  const begins = starts(span);
  const made = begins.map((start, i) => ({
    label: span.step === DAY_MS ? day(start) : `${day(start)}, ${hour(start)}`,
    tick: tick(start, i, span),
    granted: 0,
    refused: 0,
  }));
  for (const row of usage) {
    const at = new Date(row.hour);
    const bar = made[begins.findLastIndex((start) => start <= at)];
    if (!bar) continue;
    bar.granted += row.granted;
    bar.refused += row.refused;
  }
  return made;
}

function tick(start, i, {count, step}) {
  if (step === HOUR_MS) return start.getHours() % 6 === 0 ? hour(start) : null;
  return count <= 7 || (count - 1 - i) % 7 === 0 ? day(start) : null;
}

function byKey({org, query}, usage, keys, span) {
  const names = new Map(keys.map((key) => [key.id, key.name]));
  const sums = new Map();
  for (const {credentialId, granted, refused} of usage) {
    const id = names.has(credentialId) ? credentialId : null;
    const sum = sums.get(id) ?? {id, granted: 0, refused: 0};
    sums.set(id, {id, granted: sum.granted + granted, refused: sum.refused + refused});
  }
  const rows = [...sums.values()].sort((one, other) => other.granted + other.refused - one.granted - one.refused);
  if (!rows.length) {
    return empty({
      picture: "overview",
      title: t("usage.none"),
      text: t("usage.noneText"),
      actions: [
        link(t("nav.apiKeys"), href`/o/${org.slug}/api-keys`, {kind: "primary"}),
        link(t("nav.servers"), href`/o/${org.slug}/mcp-servers`, {kind: "secondary"}),
      ],
    });
  }
  const only = ({id}) => `${href`/o/${org.slug}`}?${new URLSearchParams({span, key: id})}`;
  return h("section", {class: "stack"},
    h("div", {class: "card-head"}, h("h2", null, t("usage.byKey")),
      query.key && link(t("usage.all"), `${href`/o/${org.slug}`}?span=${span}`)),
    table({
      caption: t("usage.byKey"),
      rows,
      key: (row) => row.id ?? "mcp",
      columns: [
        {main: true, label: t("name"), cell: (row) => row.id ? link(names.get(row.id), only(row)) : t("usage.tokens")},
        {label: t("usage.granted"), cell: (row) => number(row.granted)},
        {label: t("usage.refused"), cell: (row) => number(row.refused)},
      ],
    }));
}
