/* Settings → API Keys: what keys there are, how far they reach and when they were used; new ones, new secrets, their end. */
import {all} from "../api.js";
import {h} from "../dom.js";
import {date, end, t, time} from "../i18n.js";
import {button} from "../ui/button.js";
import {formDialog, reveal} from "../ui/dialog.js";
import {empty} from "../ui/states.js";
import {badge, table} from "../ui/table.js";
import {keyActions} from "./keys.js";
import {load as allProjects} from "./projects.js";

const PATH = "/api/v1/api-keys";
const KIND = {path: PATH, revokeText: "apiKeys.revokeText", longestOverlap: 7 * 86_400, send: (call) => call()};

export const title = "apiKeys.title";
export const lead = "apiKeys.lead";

export function load({api, signal}) {
  return all({
    keys: api.get(PATH, {}, signal),
    projects: allProjects({api, signal}),
    members: api.get("/api/v1/members", {}, signal),
  });
}

export function actions(context, value) {
  return [button(t("apiKeys.create"), () => create(context, value), {kind: "primary", picture: "plus", id: "create"})];
}

export function render(context, {keys, projects, members}) {
  if (!keys.total) {
    return empty({picture: "keys", title: t("apiKeys.none"), text: t("apiKeys.noneText")});
  }
  const projectNames = new Map(projects.projects.map((project) => [project.id, project.name]));
  const memberNames = new Map(members.members.map((member) => [member.userId, member.userName || member.userEmail]));
  return table({
    caption: t("apiKeys.title"),
    rows: keys.apiKeys,
    key: (key) => key.id,
    columns: [
      {main: true, label: t("name"), cell: (key) => [key.name, " ", state(key), h("span", {class: "sub mono"}, `${key.keyPrefix}…`)]},
      {label: t("apiKeys.scope"), cell: (key) => scope(key, projectNames)},
      {label: t("createdBy"), cell: (key) => [memberNames.get(key.createdBy) ?? t("apiKeys.machine"), h("span", {class: "sub"}, date(key.createdAt))]},
      {label: t("lastUsed"), cell: (key) => key.lastUsedAt ? time(key.lastUsedAt) : t("never")},
      {label: t("expires"), cell: (key) => key.expiresAt ? end(key.expiresAt) : t("never")},
      {actions: true, cell: (key) => keyActions(context, key, KIND)},
    ],
  });
}

function state(key) {
  if (!key.enabled) return badge(t("apiKeys.off"), "warn");
  return key.expiresAt && new Date(key.expiresAt) < new Date() ? badge(t("expired"), "bad") : null;
}

function scope(key, projectNames) {
  const {workspaceIds, projectIds} = key.permissions ?? {};
  const ids = workspaceIds ?? projectIds;
  const reach = ids ? ids.map((id) => projectNames.get(id) ?? t("apiKeys.goneProject")).join(", ") : t("apiKeys.wholeOrganization");
  return [reach, key.rateLimit && h("span", {class: "sub"}, t("apiKeys.perMinute", {count: key.rateLimit}))];
}

function create(context, value) {
  const projects = value.projects.projects.filter(({suspended}) => !suspended);
  const scoped = (values) => values.scope === "workspace";
  formDialog({
    title: t("apiKeys.create"),
    fields: [
      {name: "name", label: t("name"), hint: t("apiKeys.nameHint"), required: true},
      {
        name: "scope",
        type: "radios",
        label: t("apiKeys.scope"),
        required: true,
        value: "org",
        options: [
          {value: "org", label: t("apiKeys.wholeOrganization"), hint: t("apiKeys.wholeHint")},
          {value: "workspace", label: t("apiKeys.someProjects"), hint: t("apiKeys.someHint")},
        ].slice(0, projects.length ? 2 : 1),
      },
      {
        name: "workspaceIds",
        type: "checks",
        label: t("nav.projects"),
        required: true,
        when: scoped,
        options: projects.map((project) => ({value: project.id, label: project.name, hint: project.slug})),
      },
      {
        name: "life",
        type: "select",
        label: t("expires"),
        required: true,
        value: "90",
        options: [
          ...[7, 30, 90, 365].map((days) => ({value: String(days), label: t("apiKeys.inDays", {count: days})})),
          {value: "at", label: t("apiKeys.atTime")},
          {value: "never", label: t("never")},
        ],
      },
      {
        name: "expiresAt",
        type: "datetime",
        label: t("apiKeys.time"),
        hint: t("zone", {zone: Intl.DateTimeFormat().resolvedOptions().timeZone}),
        required: true,
        when: (values) => values.life === "at",
        check: (value) => new Date(value) > new Date() ? null : t("form.future"),
      },
      {name: "rateLimit", type: "number", min: 1, max: 10_000_000, label: t("apiKeys.rateLimit"), hint: t("apiKeys.rateLimitHint")},
    ],
    submit: t("apiKeys.create"),
    act: (values) => context.api.post(PATH, {
      name: values.name,
      permissions: scoped(values) ? {scope: "workspace", workspaceIds: values.workspaceIds} : {scope: "org"},
      expiresAt: expiry(values),
      rateLimit: values.rateLimit || undefined,
    }),
    done: ({apiKey, plainKey}) => {
      context.reload();
      reveal({title: t("apiKeys.created", {name: apiKey.name}), lead: t("apiKeys.once"), secret: plainKey});
    },
  });
}

function expiry({life, expiresAt}) {
  if (life === "never") return undefined;
  return life === "at" ? expiresAt : new Date(Date.now() + Number(life) * 86_400_000).toISOString();
}
