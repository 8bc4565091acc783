/* Console → Cluster: how the nodes are, what they remember, and how late a revocation is, measured now. */
import {h} from "../../dom.js";
import {number, t, time} from "../../i18n.js";
import {button} from "../../ui/button.js";
import {badge, facts, table} from "../../ui/table.js";
import {complain} from "../../ui/toast.js";

const API = "/api/v1/admin/cluster";

export const title = "admin.cluster";
export const lead = "admin.clusterLead";
export const shape = "cards";

export function load({api, signal}) {
  return api.get(API, {}, signal);
}

export function actions({reload}) {
  return [button(t("admin.refresh"), reload, {id: "refresh"})];
}

export function render(context, {nodes, silent, changes}) {
  const result = h("div", {class: "stack", "aria-live": "polite"});
  return [
    h("div", {class: "grid nodes"}, silent.map(missing), nodes.map((node, i) => card(node, i, changes))),
    h(
      "section",
      {class: "card"},
      h("h2", null, t("probe.title")),
      h("p", null, t("probe.text")),
      h("div", {class: "actions"}, button(t("probe.start"), () => probe(context, result), {kind: "primary", id: "probe"})),
      result,
    ),
  ];
}

/** Keycloak's cluster counts it, and it says nothing. */
function missing(name) {
  return h("section", {class: "card"}, head(name, "node.silent", "bad"), h("p", null, t("node.silentText")));
}

function head(name, state, kind) {
  return h("h2", null, h("span", {class: "mono"}, name), " ", badge(t(state), kind));
}

function card(node, i, changes) {
  const questions = node.hits + node.misses;
  const behind = changes - node.changes;
  return h(
    "section",
    {class: "card"},
    node.believes ? head(node.name, "node.believes", "good") : head(node.name, "node.refuses", "bad"),
    facts([
      [t("node.answered"), i === 0 ? t("node.here") : ms(node.answeredAfter)],
      [t("node.lease"), node.leaseAge < 0 ? t("never") : t("node.ago", {count: node.leaseAge})],
      [t("node.position"), behind > 0 ? t("node.behind", {changes: node.changes, count: behind}) : number(node.changes)],
      [t("node.remembered"), t("node.ofBound", {count: node.remembered, bound: node.bound})],
      [t("node.unknown"), number(node.unknown)],
      [t("node.hits"), questions ? t("node.ratio", {percent: Math.round(node.hits / questions * 1000) / 10, count: questions}) : "–"],
      [t("node.uses"), written(node.usesWrittenAt)],
      [t("node.refusals"), written(node.refusalsWrittenAt)],
    ]),
  );
}

function written(millis) {
  return millis ? time(new Date(millis).toISOString()) : t("never");
}

function ms(value) {
  return value === null ? t("probe.silent") : t("node.ms", {count: value});
}

async function probe(context, result) {
  result.replaceChildren(h("p", {class: "quiet-text"}, t("probe.running")));
  const answer = await context.api.post(`${API}/probe`);
  if (!answer.ok) {
    result.replaceChildren();
    return complain(answer.problem);
  }
  return result.replaceChildren(
    table({
      caption: t("probe.title"),
      rows: answer.value.nodes,
      key: (row) => row.node,
      columns: [
        {main: true, label: t("probe.node"), cell: (row) => h("span", {class: "mono"}, row.node)},
        {label: t("probe.told"), cell: (row) => ms(row.told)},
        {label: t("probe.read"), cell: (row) => ms(row.read)},
      ],
    }),
    h("p", {class: "hint"}, t("probe.meaning")),
  );
}
