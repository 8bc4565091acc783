/* Console → Refusals: which known credentials were refused, where and why. */
import {h} from "../../dom.js";
import {t} from "../../i18n.js";
import {auditView} from "./audit.js";

const METHODS = ["session", "api_key", "service_key", "mcp_bearer", "mcp_oauth", "mcp_refresh", "connect_token"];
const REASONS = ["disabled", "expired", "wrong_door", "wrong_mcp_server", "mcp_mode", "organization_not_named", "untrusted_origin",
  "other_organization", "unknown_organization", "organization_disabled", "plan_without_service_keys", "organization_not_allowed",
  "not_a_member", "role_too_low", "mcp_server_suspended", "end_user_disabled", "workspaces_gone"];

/** Names of the service are no words of a language; without their lines they break where words do. */
const words = (name) => name.replaceAll("_", " ");

export const {title, lead, load, actions, render} = auditView({
  what: "refusals",
  picture: "alert",
  kinds: METHODS.map((method) => [method, words(method)]),
  reasons: REASONS.map((reason) => [reason, words(reason)]),
  columns: [
    {label: t("admin.refusalsReason"), cell: (row) => words(row.reason)},
    {label: t("admin.door"), cell: (row) => [row.door, h("span", {class: "sub"}, words(row.method))]},
    {label: t("admin.credential"), cell: (row) => h("a", {class: "mono", href: `#/console/credentials?search=${encodeURIComponent(row.credentialId)}`}, row.credentialId)},
    {label: t("admin.organization"), cell: (row) => row.organizationId
      ? h("a", {class: "mono", href: `#/console/organizations?search=${row.organizationId}`}, row.organizationId)
      : "–"},
    {label: t("admin.address"), cell: (row) => h("span", {class: "mono unbroken"}, row.address)},
  ],
});
