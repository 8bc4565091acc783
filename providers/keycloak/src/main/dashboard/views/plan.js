/* What the organization has subscribed to, how much of it is used, and what the other plans allow. */
import {h} from "../dom.js";
import {number, t} from "../i18n.js";
import {badge, table} from "../ui/table.js";

const OBJECTS = ["workspaces", "apiKeys", "mcpServers", "members"];
const PLANS = ["free", "pro", "enterprise"];

export const title = "plan.title";
export const lead = "plan.lead";
export const shape = "cards";

export function load({api, signal}) {
  return api.get("/api/v1/billing/plan", {}, signal);
}

export function render(_, {plan, limits, used, plans}) {
  return [
    h("section", {class: "card"},
      h("div", {class: "card-head"}, h("h2", null, t("plan.used")), badge(t(`plan.${plan}`), "good")),
      h("div", {class: "grid"}, OBJECTS.map((name) => meter(t(`plan.${name}`), used[name], limits[name])))),
    h("section", {class: "stack"},
      h("h2", null, t("plan.compare")),
      table({
        caption: t("plan.compare"),
        rows: [...OBJECTS, "requestsPerMinute", "serviceKeys"],
        key: (name) => name,
        columns: [
          {main: true, label: t("plan.allows"), cell: (name) => t(`plan.${name}`)},
          ...PLANS.map((each) => ({
            label: each === plan ? t("plan.yours", {name: t(`plan.${each}`)}) : t(`plan.${each}`),
            cell: (name) => allowed(plans[each][name]),
          })),
        ],
      }),
      h("p", {class: "quiet-text"}, t("plan.change"))),
  ];
}

function allowed(value) {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return value === null ? t("plan.unlimited") : number(value);
}

function meter(label, used, limit) {
  const full = limit !== null && used >= limit;
  return h("div", {class: "meter"},
    h("p", null, label, " ", full && badge(t("plan.full"), "warn")),
    h("p", {class: "meter-number"}, limit === null ? number(used) : t("plan.of", {used, limit})),
    limit !== null && h("progress", {value: used, max: limit, "aria-label": label}));
}
