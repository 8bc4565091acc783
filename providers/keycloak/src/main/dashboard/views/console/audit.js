/* What the two lists of the audit trail share: refusals and changes, each with its filters, its columns and its files. */
import {h} from "../../dom.js";
import {dateTime, t} from "../../i18n.js";
import {button} from "../../ui/button.js";
import {empty} from "../../ui/states.js";
import {table} from "../../ui/table.js";
import {complain, toast} from "../../ui/toast.js";
import {filters, pageOf, pager} from "./list.js";

/**
 * A view over /api/v1/admin/audit/{what}.
 *
 * @param kinds the choices of a filter, such as ["api_key"], whose texts are kind.{choice}
 * @param reasons the same, whose texts are {word}.{choice}
 * @param columns answers the columns beside the time; asked when texts are there
 */
export function auditView({what, word, kinds, reasons, columns, picture}) {
  const path = `console/${what}`;
  const api = `/api/v1/admin/audit/${what}`;
  return {
    title: `admin.${what}`,
    lead: `admin.${what}Lead`,
    load: (context) => context.api.get(api, pageOf(context.query), context.signal),
    actions: (context) => ["csv", "jsonl"].map((format) =>
      button(t(`admin.${format}`), () => download(context, api, `${what}.${format}`, format), {id: format})),
    render: ({query}, value) => [
      filters(path, query, [
        {name: "from", label: t("admin.from"), type: "time"},
        {name: "to", label: t("admin.to"), type: "time"},
        {name: "organizationId", label: t("admin.organizationId"), maxlength: 36},
        {name: "credentialId", label: t("admin.credentialId"), maxlength: 36},
        {name: "kind", label: t("admin.kind"), options: kinds.map((kind) => [kind, t(`kind.${kind}`)])},
        {name: "reason", label: t(`admin.${what}Reason`), options: reasons.map((reason) => [reason, t(`${word}.${reason}`)])},
      ]),
      value.total === 0
        ? empty({picture, title: t("admin.noneFound"), text: t(`admin.${what}None`)})
        : table({caption: t(`admin.${what}`), rows: value[what], key: (row) => row.time, columns: [
          {main: true, label: t("admin.time"), cell: (row) => h("time", {datetime: row.time}, dateTime(row.time))},
          ...columns(),
        ]}),
      pager(path, query, value.total),
    ],
  };
}

/** The id of a key or token, as a link to it. */
export function credentialLink(id) {
  return h("a", {class: "mono", href: `#/console/credentials?search=${encodeURIComponent(id)}`}, id);
}

/** A link cannot carry the token, so the file is fetched and handed to the browser. */
async function download(context, path, name, format) {
  const result = await context.api.file(path, {...context.query, format});
  if (!result.ok) return complain(result.problem);
  const address = URL.createObjectURL(result.value);
  h("a", {href: address, download: name}).click();
  URL.revokeObjectURL(address);
  return toast(t("admin.file"));
}
