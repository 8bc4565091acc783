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
    {label: t("console.changesReason"), cell: (row) => t(`operation.${row.operation.toLowerCase()}`)},
    {label: t("console.object"), cell: (row) => h("span", {class: "mono"}, row.path)},
    {label: t("console.by"), cell: (row) => [
      h("a", {class: "mono", href: `#/console/credentials?search=${encodeURIComponent(row.credentialId)}`}, row.credentialId),
      h("span", {class: "sub"}, row.method),
    ]},
    {label: t("console.address"), cell: (row) => h("span", {class: "mono unbroken"}, row.address)},
  ],
});
