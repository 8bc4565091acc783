/* Console → Changes: who changed what. */
import {h} from "../../dom.js";
import {t} from "../../i18n.js";
import {auditView} from "./audit.js";

const KINDS = ["organizations", "workspaces", "api-keys", "service-keys", "mcp-servers", "end-users", "members", "sessions"];
const OPERATIONS = ["create", "update", "delete", "action"];

export const {title, lead, load, actions, render} = auditView({
  what: "changes",
  picture: "history",
  kinds: KINDS.map((kind) => [kind, kind]),
  reasons: OPERATIONS.map((operation) => [operation, t(`operation.${operation}`)]),
  columns: [
    {label: t("admin.changesReason"), cell: (row) => t(`operation.${row.operation.toLowerCase()}`)},
    {label: t("admin.object"), cell: (row) => h("span", {class: "mono"}, row.path)},
    {label: t("admin.by"), cell: (row) => [
      h("a", {class: "mono", href: `#/console/credentials?search=${encodeURIComponent(row.credentialId)}`}, row.credentialId),
      h("span", {class: "sub"}, row.method.replaceAll("_", " ")),
    ]},
    {label: t("admin.address"), cell: (row) => h("span", {class: "mono unbroken"}, row.address)},
  ],
});
