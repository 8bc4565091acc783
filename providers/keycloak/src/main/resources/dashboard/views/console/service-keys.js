/* Console → Service keys: for trusted backends. Issuing one asks for a fresh sign-in; whom a key really acted for is shown. */
import {h} from "../../dom.js";
import {t, time} from "../../i18n.js";
import {button} from "../../ui/button.js";
import {confirmTyped, dialog, formDialog, reveal} from "../../ui/dialog.js";
import {empty} from "../../ui/states.js";
import {badge, table} from "../../ui/table.js";
import {complain, toast} from "../../ui/toast.js";
import {orSignIn} from "./list.js";

const API = "/api/v1/service-keys";

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
      {label: t("expires"), cell: (key) => time(key.expiresAt)},
      {actions: true, cell: (key) => keyActions(context, key)},
    ],
  });
}

function state(key) {
  if (!key.enabled) return badge(t("admin.off"), "warn");
  return new Date(key.expiresAt) < new Date() ? badge(t("expired"), "bad") : null;
}

function keyActions(context, key) {
  const named = (label, run, id) => button(label, run, {kind: "quiet", hint: key.name, id: `${id}-${key.id}`});
  return [
    named(t(key.enabled ? "admin.switchOff" : "admin.switchOn"), () => setEnabled(context, key, !key.enabled), "switch"),
    named(t("apiKeys.regenerate"), () => regenerate(context, key), "regenerate"),
    named(t("apiKeys.revoke"), () => revoke(context, key), "revoke"),
  ];
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

function regenerate(context, key) {
  formDialog({
    title: t("apiKeys.regenerateTitle", {name: key.name}),
    lead: t("apiKeys.regenerateText"),
    fields: [{
      name: "overlap",
      type: "select",
      label: t("apiKeys.overlap"),
      hint: t("apiKeys.overlapHint"),
      required: true,
      value: "3600",
      options: [
        {value: "0", label: t("apiKeys.overlapNone")},
        {value: "3600", label: t("apiKeys.overlapHours", {count: 1})},
        {value: "86400", label: t("apiKeys.overlapHours", {count: 24})},
      ],
    }],
    submit: t("apiKeys.regenerate"),
    act: ({overlap}) => orSignIn(() => context.api.post(`${API}/${key.id}/regenerate`, {overlapSeconds: Number(overlap)})),
    done: ({plainKey}) => {
      context.reload();
      reveal({title: t("apiKeys.regenerated", {name: key.name}), lead: t("apiKeys.once"), secret: plainKey});
    },
  });
}

function revoke(context, key) {
  confirmTyped({
    title: t("apiKeys.revokeTitle", {name: key.name}),
    text: t("serviceKeys.revokeText"),
    word: key.name,
    submit: t("apiKeys.revoke"),
    act: () => context.api.delete(`${API}/${key.id}`),
    done: () => {
      toast(t("apiKeys.revoked", {name: key.name}));
      context.reload();
    },
  });
}

async function setEnabled(context, key, enabled) {
  const result = await context.api.patch(`${API}/${key.id}`, {enabled});
  if (!result.ok) return complain(result.problem);
  context.reload();
  toast(t(enabled ? "apiKeys.enabled" : "apiKeys.disabled", {name: key.name}), {
    label: t("undo"),
    run: () => setEnabled(context, key, !enabled),
  });
}

async function showActing(context, key) {
  const result = await context.api.get(`${API}/${key.id}/acting-organizations`);
  if (!result.ok) return complain(result.problem);
  const {organizations} = result.value;
  dialog({
    title: t("serviceKeys.actedTitle", {name: key.name}),
    content: [
      h("p", {class: "lead"}, t("serviceKeys.actedText")),
      organizations.length === 0
        ? h("p", null, t("serviceKeys.actedNone"))
        : table({
          caption: t("serviceKeys.actedTitle", {name: key.name}),
          rows: organizations,
          key: (row) => row.organizationId,
          columns: [
            {main: true, label: t("admin.organization"), cell: (row) => h("a", {href: `#/console/organizations?search=${row.organizationId}`}, row.slug)},
            {label: t("serviceKeys.last"), cell: (row) => time(row.lastActedAt)},
          ],
        }),
    ],
  });
}
