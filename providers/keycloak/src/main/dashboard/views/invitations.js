/* The invitations of the person that are still open. */
import {h} from "../dom.js";
import {t, time} from "../i18n.js";
import {href} from "../router.js";
import {link, outside} from "../ui/button.js";
import {realm} from "../session.js";
import {empty} from "../ui/states.js";
import {table} from "../ui/table.js";

const AUTH = "/api/auth/organization";

export const title = "invitations.title";

/** The list names organizations by their ids only; each invitation knows the name. */
export async function load({api, signal}) {
  const listed = await api.get(`${AUTH}/list-user-invitations`, {}, signal);
  if (!listed.ok) {
    return listed.problem.code === "EMAIL_VERIFICATION_REQUIRED_FOR_INVITATION" ? {ok: true, value: null} : listed;
  }
  const each = await Promise.all(listed.value.map(({id}) => api.get(`${AUTH}/get-invitation`, {id}, signal)));
  return {ok: true, value: each.filter((result) => result.ok).map((result) => result.value)};
}

export function render(_, invitations) {
  if (!invitations) {
    return empty({
      picture: "invitations",
      title: t("invitations.unverified"),
      text: t("invitations.unverifiedText"),
      actions: [outside(t("nav.account"), `${realm}/account/`)],
    });
  }
  if (!invitations.length) return empty({picture: "invitations", title: t("invitations.none"), text: t("invitations.noneText")});
  return table({
    caption: t("invitations.title"),
    rows: invitations,
    key: (invitation) => invitation.id,
    columns: [
      {
        main: true,
        label: t("nav.organization"),
        cell: (invitation) => [link(invitation.organizationName, href`/invitations/${invitation.id}`),
          h("span", {class: "sub"}, t("invitations.by", {name: invitation.inviterEmail}))],
      },
      {label: t("role"), cell: (invitation) => t(`role.${invitation.role}`)},
      {label: t("expires"), cell: (invitation) => time(invitation.expiresAt)},
    ],
  });
}
