/* Console → Sessions: who is signed in, and their end. */
import {h} from "../../dom.js";
import {t, time} from "../../i18n.js";
import {button} from "../../ui/button.js";
import {formDialog} from "../../ui/dialog.js";
import {empty} from "../../ui/states.js";
import {badge, table} from "../../ui/table.js";
import {toast} from "../../ui/toast.js";
import {filters, pageOf, pager} from "./list.js";

const PATH = "console/sessions";
const API = "/api/v1/admin/sessions";

export const title = "admin.sessions";
export const lead = "admin.sessionsLead";

export function load({api, query, signal}) {
  return api.get(API, pageOf(query), signal);
}

export function render(context, {sessions, total}) {
  const {query} = context;
  return [
    filters(PATH, query, [{name: "person", label: t("admin.personIs"), maxlength: 255}]),
    sessions.length === 0
      ? empty({picture: "sessions", title: t("admin.noneFound"), text: t("admin.sessionsNone")})
      : table({
        caption: t(title),
        rows: sessions,
        key: (session) => session.id,
        columns: [
          {main: true, label: t("admin.person"), cell: (session) => [
            session.name || session.email || session.userId,
            " ",
            session.current && badge(t("admin.thisOne"), "good"),
            h("span", {class: "sub"}, session.email),
          ]},
          {label: t("admin.clients"), cell: (session) => session.clients.join(", ") || "–"},
          {label: t("admin.address"), cell: (session) => h("span", {class: "mono unbroken"}, session.ipAddress)},
          {label: t("admin.signedIn"), cell: (session) => time(session.startedAt)},
          {label: t("lastUsed"), cell: (session) => time(session.lastUsedAt)},
          {actions: true, cell: (session) => button(t("admin.end"), () => end(context, session), {
            kind: "quiet", hint: session.email ?? session.userId, id: `end-${session.id}`})},
        ],
      }),
    query.person ? null : pager(PATH, query, total),
  ];
}

function end(context, session) {
  const name = session.name || session.email || session.userId;
  formDialog({
    title: t("admin.endTitle", {name}),
    lead: t(session.current ? "admin.endOwn" : "admin.endText"),
    fields: [],
    submit: t("admin.end"),
    danger: true,
    act: () => context.api.delete(`${API}/${session.id}`),
    done: () => {
      toast(t("admin.ended", {name}));
      context.reload();
    },
  });
}
