/* Console → Refusals: which known credentials were refused, where and why. */
import {h} from "../../dom.js";
import {t} from "../../i18n.js";
import {auditView, credentialLink} from "./audit.js";

const REASONS = ["disabled", "expired", "wrong_door", "wrong_mcp_server", "mcp_mode", "organization_not_named", "untrusted_origin",
  "other_organization", "unknown_organization", "organization_disabled", "plan_without_service_keys", "organization_not_allowed",
  "not_a_member", "role_too_low", "mcp_server_suspended", "end_user_disabled", "workspaces_gone"];

export const {title, lead, load, actions, render} = auditView({
  what: "refusals",
  word: "reason",
  picture: "alert",
  kinds: ["session", "api_key", "service_key", "mcp_bearer", "mcp_oauth", "mcp_refresh", "connect_token"],
  reasons: REASONS,
  columns: () => [
    {label: t("admin.refusalsReason"), cell: (row) => [
      t(`reason.${row.reason}`),
      row.times > 1 && h("span", {class: "sub"}, t("admin.times", {times: row.times})),
    ]},
    {label: t("admin.door"), cell: (row) => [t(`door.${row.door}`), h("span", {class: "sub"}, t(`kind.${row.method}`))]},
    {label: t("admin.credential"), cell: (row) => row.method === "session"
      ? h("span", {class: "mono"}, row.credentialId)
      : credentialLink(row.credentialId)},
    {label: t("admin.organization"), cell: (row) => row.organizationId
      ? h("a", {class: "mono", href: `#/console/organizations?search=${row.organizationId}`}, row.organizationId)
      : "–"},
    {label: t("admin.address"), cell: (row) => h("span", {class: "mono unbroken"}, row.address)},
  ],
});
