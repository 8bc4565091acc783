/* Console → Service keys: for trusted backends. Issuing one asks for a fresh sign-in; whom a key really acted for is shown. */
import {h} from "../../dom.js";
import {end, t, time} from "../../i18n.js";
import {button} from "../../ui/button.js";
import {dialog, formDialog, reveal} from "../../ui/dialog.js";
import {empty} from "../../ui/states.js";
import {badge, table} from "../../ui/table.js";
import {complain} from "../../ui/toast.js";
import {keyActions} from "../keys.js";
import {orSignIn} from "./list.js";

const API = "/api/v1/service-keys";
const KIND = {path: API, revokeText: "serviceKeys.revokeText", longestOverlap: 86_400, send: orSignIn};

export const title = "serviceKeys.title";
export const lead = "serviceKeys.lead";

export function load({api, signal}) {
  return api.get(API, {}, signal);
}

export function actions(context) {
  return [button(t("serviceKeys.issue"), () => issue(context), {kind: "primary", picture: "plus", id: "issue"})];
}

export function render(context, {serviceKeys, total}) {
  if (total === 0) return empty({picture: "console", title: t("serviceKeys.none"), text: t("serviceKeys.noneText")});
  return table({
    caption: t(title),
    rows: serviceKeys,
    key: (key) => key.id,
    columns: [
      {main: true, label: t("name"), cell: (key) => [key.name, " ", state(key), h("span", {class: "sub mono"}, `${key.keyPrefix}…`)]},
      {label: t("serviceKeys.mayActFor"), cell: (key) => [
        key.organizations === "any" ? t("serviceKeys.any") : t("serviceKeys.some", {count: key.organizations.length}),
        " ",
        button(t("serviceKeys.acted"), () => showActing(context, key), {kind: "quiet", hint: key.name, id: `acted-${key.id}`}),
      ]},
      {label: t("lastUsed"), cell: (key) => key.lastUsedAt ? time(key.lastUsedAt) : t("never")},
      {label: t("expires"), cell: (key) => end(key.expiresAt)},
      {actions: true, cell: (key) => keyActions(context, key, KIND)},
    ],
  });
}

function state(key) {
  if (!key.enabled) return badge(t("admin.off"), "warn");
  return new Date(key.expiresAt) < new Date() ? badge(t("expired"), "bad") : null;
}

function issue(context) {
  formDialog({
    title: t("serviceKeys.issue"),
    lead: t("serviceKeys.issueText"),
    fields: [
      {name: "name", label: t("name"), hint: t("serviceKeys.nameHint"), required: true},
      {
        name: "reach",
        type: "radios",
        label: t("serviceKeys.mayActFor"),
        required: true,
        value: "some",
        options: [
          {value: "some", label: t("serviceKeys.these"), hint: t("serviceKeys.theseHint")},
          {value: "any", label: t("serviceKeys.any"), hint: t("serviceKeys.anyHint")},
        ],
      },
      {
        name: "organizations",
        type: "textarea",
        label: t("serviceKeys.organizations"),
        hint: t("serviceKeys.organizationsHint"),
        required: true,
        when: ({reach}) => reach === "some",
      },
      {
        name: "days",
        type: "select",
        label: t("expires"),
        required: true,
        value: "90",
        options: [7, 30, 90, 180, 365].map((days) => ({value: String(days), label: t("apiKeys.inDays", {count: days})})),
      },
    ],
    submit: t("serviceKeys.issue"),
    act: ({name, reach, organizations, days}) => orSignIn(() => context.api.post(API, {
      name,
      organizations: reach === "any" ? "any" : organizations.split(/[\s,]+/).filter(Boolean),
      expiresAt: new Date(Date.now() + Number(days) * 86_400_000).toISOString(),
    })),
    done: ({serviceKey, plainKey}) => {
      context.reload();
      reveal({title: t("apiKeys.created", {name: serviceKey.name}), lead: t("apiKeys.once"), secret: plainKey});
    },
  });
}

async function showActing(context, key) {
  const result = await context.api.get(`${API}/${key.id}/acting-organizations`);
  if (!result.ok) return complain(result.problem);
  const acted = result.value.organizations;
  const known = new Set(acted.map((row) => row.organizationId));
  const allowed = key.organizations === "any" ? [] : key.organizations;
  const rows = [...acted, ...allowed.filter((id) => !known.has(id)).map((id) => ({organizationId: id, slug: id}))];
  dialog({
    title: t("serviceKeys.actedTitle", {name: key.name}),
    content: [
      h("p", {class: "lead"}, t("serviceKeys.actedText")),
      rows.length === 0
        ? h("p", null, t("serviceKeys.actedNone"))
        : table({
          caption: t("serviceKeys.actedTitle", {name: key.name}),
          rows,
          key: (row) => row.organizationId,
          columns: [
            {main: true, label: t("admin.organization"), cell: (row) => h("a", {href: `#/console/organizations?search=${row.organizationId}`}, row.slug)},
            {label: t("serviceKeys.last"), cell: (row) => row.lastActedAt ? time(row.lastActedAt) : t("never")},
          ],
        }),
    ],
  });
}
