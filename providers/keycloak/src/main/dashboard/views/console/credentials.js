/* Console → Search: every key and token of the realm, and every MCP server. Secrets are nowhere, so none is searched for. */
import {all} from "../../api.js";
import {h} from "../../dom.js";
import {end, t, time} from "../../i18n.js";
import {empty} from "../../ui/states.js";
import {badge, table} from "../../ui/table.js";
import {filters, pageOf, pager, withoutSecret} from "./list.js";

const PATH = "console/credentials";
const API = "/api/v1/admin/inventory";
/** Which page of the servers is shown. */
const SERVERS = "servers";
const KINDS = ["api_key", "service_key", "mcp_token", "mcp_oauth_token", "mcp_refresh_token", "connect_token"];

export const title = "admin.search";
export const lead = "admin.searchLead";

export function load({api, query, signal}) {
  const {kind, offset, [SERVERS]: ofServers, search = "", organizationId} = query;
  const asked = {search: withoutSecret(search), organizationId};
  return all({
    found: api.get(`${API}/credentials`, pageOf({...asked, kind, offset}), signal),
    servers: api.get(`${API}/mcp-servers`, pageOf({...asked, offset: ofServers}), signal),
  });
}

export function render({query}, {found, servers}) {
  return [
    filters(PATH, query, [
      {name: "search", label: t("admin.idPrefixName"), maxlength: 36},
      {name: "kind", label: t("admin.kind"), options: KINDS.map((kind) => [kind, t(`kind.${kind}`)])},
      {name: "organizationId", label: t("admin.organizationId"), maxlength: 36},
    ]),
    h("h2", null, t("admin.credentials", {count: found.total})),
    found.total === 0 ? empty({picture: "keys", title: t("admin.noneFound"), text: t("admin.noKeyText")}) : credentials(found.credentials),
    pager(PATH, query, found.total),
    servers.total > 0 && h("h2", null, t("admin.servers", {count: servers.total})),
    servers.total > 0 && serverTable(servers.servers),
    pager(PATH, query, servers.total, SERVERS),
  ];
}

function credentials(rows) {
  return table({
    caption: t("admin.search"),
    rows,
    key: (row) => row.id,
    columns: [
      {main: true, label: t("name"), cell: (row) => [row.name, " ", state(row), h("span", {class: "sub mono"}, `${row.keyPrefix}… · ${row.id}`)]},
      {label: t("admin.kind"), cell: (row) => t(`kind.${row.kind}`)},
      {label: t("admin.organization"), cell: (row) => row.organizationSlug
        ? h("a", {href: `#/console/organizations?search=${row.organizationId}`}, row.organizationSlug)
        : t("admin.platform")},
      {label: t("lastUsed"), cell: (row) => row.lastUsedAt ? time(row.lastUsedAt) : t("never")},
      {label: t("expires"), cell: (row) => row.expiresAt ? end(row.expiresAt) : t("never")},
      {label: t("admin.look"), cell: (row) => h("a", {href: `#/console/refusals?credentialId=${row.id}`},
        t("admin.refusals"), h("span", {class: "hidden"}, " " + row.name))},
    ],
  });
}

function state(row) {
  if (!row.enabled) return badge(t("admin.off"), "warn");
  return row.expiresAt && new Date(row.expiresAt) < new Date() ? badge(t("expired"), "bad") : null;
}

function serverTable(rows) {
  return table({
    caption: t("nav.servers"),
    rows,
    key: (row) => row.id,
    columns: [
      {main: true, label: t("name"), cell: (row) => [row.name, " ", row.suspended && badge(t("admin.off"), "warn"), h("span", {class: "sub mono"}, `srv_${row.id}`)]},
      {label: t("admin.organization"), cell: (row) => h("a", {href: `#/console/organizations?search=${row.organizationId}`}, row.organizationSlug ?? row.organizationId)},
      {label: t("admin.auth"), cell: (row) => t(`servers.${row.authMode}`)},
      {label: t("createdBy"), cell: (row) => time(row.createdAt)},
    ],
  });
}
