/* What the two lists of the audit trail share: refusals and changes, each with its filters, its columns and its files. */
import {h} from "../../dom.js";
import {dateTime, t} from "../../i18n.js";
import {bearer, realm} from "../../session.js";
import {button} from "../../ui/button.js";
import {empty} from "../../ui/states.js";
import {table} from "../../ui/table.js";
import {complain, toast} from "../../ui/toast.js";
import {filters, pageOf, pager} from "./list.js";

/** A view over /api/v1/admin/audit/{what}: kinds and reasons are choices of its filters. */
export function auditView({what, kinds, reasons, columns, picture}) {
  const path = `console/${what}`;
  const api = `/api/v1/admin/audit/${what}`;
  return {
    title: `admin.${what}`,
    lead: `admin.${what}Lead`,
    load: (context) => context.api.get(api, pageOf(context.query), context.signal),
    actions: ({query}) => ["csv", "jsonl"].map((format) =>
      button(t(`admin.${format}`), () => download(api, query, what, format), {id: format})),
    render: ({query}, value) => [
      filters(path, query, [
        {name: "from", label: t("admin.from"), type: "time"},
        {name: "to", label: t("admin.to"), type: "time"},
        {name: "organizationId", label: t("admin.organizationId"), maxlength: 64},
        {name: "credentialId", label: t("admin.credentialId"), maxlength: 64},
        {name: "kind", label: t("admin.kind"), options: kinds},
        {name: "reason", label: t(`admin.${what}Reason`), options: reasons},
      ]),
      value.total === 0
        ? empty({picture, title: t("admin.noneFound"), text: t(`admin.${what}None`)})
        : table({caption: t(`admin.${what}`), rows: value[what], key: (row) => row.time, columns: [
          {main: true, label: t("admin.time"), cell: (row) => h("time", {datetime: row.time}, dateTime(row.time))},
          ...columns,
        ]}),
      pager(path, query, value.total),
    ],
  };
}

/** A link cannot carry the token, so the file is fetched and handed to the browser. */
async function download(api, query, what, format) {
  const token = await bearer();
  if (!token.ok) return complain(token.problem);
  const response = await fetch(`${realm}${api}?${new URLSearchParams({...query, format})}`, {
    cache: "no-store",
    headers: {Authorization: `Bearer ${token.value}`},
  }).catch(() => null);
  if (!response?.ok) return complain({message: t("admin.noFile")});
  const address = URL.createObjectURL(await response.blob());
  h("a", {href: address, download: `${what}.${format}`}).click();
  URL.revokeObjectURL(address);
  return toast(t("admin.file"));
}
