/* Console → Changes: who changed what. */
import {h} from "../../dom.js";
import {t} from "../../i18n.js";
import {auditView, credentialLink} from "./audit.js";

export const {title, lead, load, actions, render} = auditView({
  what: "changes",
  word: "operation",
  picture: "history",
  kinds: ["organizations", "workspaces", "api-keys", "service-keys", "mcp-servers", "end-users", "members", "sessions", "devices", "invitations", "sign-ins"],
  reasons: ["create", "update", "delete", "action"],
  columns: () => [
    {label: t("admin.changesReason"), cell: (row) => t(`operation.${row.operation.toLowerCase()}`)},
    {label: t("admin.object"), cell: (row) => h("span", {class: "mono"}, row.path)},
    {label: t("admin.by"), cell: (row) => [by(row), h("span", {class: "sub"}, t(`kind.${row.method}`))]},
    {label: t("admin.address"), cell: (row) => h("span", {class: "mono unbroken"}, row.address)},
  ],
});

/** A person, or the key of a program. */
function by({method, userId, credentialId}) {
  return method === "session"
    ? h("a", {class: "mono", href: `#/console/sessions?person=${encodeURIComponent(userId)}`}, userId)
    : credentialLink(credentialId);
}
