/* Console → Organizations: all of the realm, with the plan and the state that only the platform sets. */
import {h} from "../../dom.js";
import {date, t} from "../../i18n.js";
import {button} from "../../ui/button.js";
import {formDialog} from "../../ui/dialog.js";
import {empty} from "../../ui/states.js";
import {badge, table} from "../../ui/table.js";
import {complain, toast} from "../../ui/toast.js";
import {filters, pageOf, pager} from "./list.js";

const PATH = "console/organizations";
const API = "/api/v1/admin/organizations";
const PLANS = ["free", "pro", "enterprise"];

const plans = () => PLANS.map((plan) => [plan, t(`plan.${plan}`)]);

export const title = "admin.organizations";
export const lead = "admin.organizationsLead";

export function load({api, query, signal}) {
  return api.get(API, pageOf(query), signal);
}

export function render(context, {organizations, total}) {
  const {query} = context;
  return [
    filters(PATH, query, [
      {name: "search", label: t("admin.nameOrId"), maxlength: 255},
      {name: "plan", label: t("admin.plan"), options: plans()},
      {name: "enabled", label: t("admin.state"), options: [["true", t("admin.on")], ["false", t("admin.off")]]},
    ]),
    total === 0
      ? empty({picture: "members", title: t("admin.noneFound"), text: t("admin.noneFoundText")})
      : table({
        caption: t(title),
        rows: organizations,
        key: (org) => org.id,
        columns: [
          {main: true, label: t("name"), cell: (org) => [org.name, " ", !org.enabled && badge(t("admin.off"), "bad"), h("span", {class: "sub mono"}, org.slug)]},
          {label: t("admin.plan"), cell: (org) => badge(t(`plan.${org.plan}`), org.plan === "enterprise" ? "good" : "")},
          {label: t("createdBy"), cell: (org) => date(org.createdAt)},
          {label: t("admin.look"), cell: (org) => h("span", {class: "links"},
            h("a", {href: "#/console/credentials?organizationId=" + org.id}, t("admin.keys"), h("span", {class: "hidden"}, " " + org.name)),
            h("a", {href: "#/console/refusals?organizationId=" + org.id}, t("admin.refusals"), h("span", {class: "hidden"}, " " + org.name)),
          )},
          {actions: true, cell: (org) => [
            button(t("admin.setPlan"), () => setPlan(context, org), {kind: "quiet", hint: org.name, id: `plan-${org.id}`}),
            button(t(org.enabled ? "admin.switchOff" : "admin.switchOn"), () => setEnabled(context, org, !org.enabled), {kind: "quiet", hint: org.name, id: `switch-${org.id}`}),
          ]},
        ],
      }),
    pager(PATH, query, total),
  ];
}

function setPlan(context, org) {
  formDialog({
    title: t("admin.planOf", {name: org.name}),
    lead: t("admin.planText"),
    fields: [{name: "plan", type: "select", label: t("admin.plan"), required: true, value: org.plan,
      options: plans().map(([value, label]) => ({value, label}))}],
    submit: t("admin.setPlan"),
    act: ({plan}) => context.api.patch(`${API}/${org.id}`, {plan}),
    done: ({organization}) => {
      context.reload();
      toast(t("admin.planSet", {name: org.name, plan: t(`plan.${organization.plan}`)}), {
        label: t("undo"),
        run: () => context.api.patch(`${API}/${org.id}`, {plan: org.plan}).then(context.reload),
      });
    },
  });
}

async function setEnabled(context, org, enabled) {
  const result = await context.api.patch(`${API}/${org.id}`, {enabled});
  if (!result.ok) return complain(result.problem);
  context.reload();
  toast(t(enabled ? "admin.orgOn" : "admin.orgOff", {name: org.name}), {
    label: t("undo"),
    run: () => setEnabled(context, org, !enabled),
  });
}
