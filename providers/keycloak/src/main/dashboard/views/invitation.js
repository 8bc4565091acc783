/* One invitation, where the link of the mail leads: accept it or not. */
import {h} from "../dom.js";
import {end, t} from "../i18n.js";
import {bySlug, reloadOrganizations} from "../organizations.js";
import {go, href} from "../router.js";
import {person} from "../session.js";
import {button} from "../ui/button.js";
import {empty} from "../ui/states.js";
import {facts} from "../ui/table.js";
import {complain, toast} from "../ui/toast.js";

const AUTH = "/api/auth/organization";
const GONE = ["INVITATION_NOT_FOUND", "YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION"];

export const title = "invitation.title";
export const shape = "text";
export const still = true;

export async function load({api, params, signal}) {
  const result = await api.get(`${AUTH}/get-invitation`, {id: params.invitation}, signal);
  return !result.ok && GONE.includes(result.problem.code) ? {ok: true, value: null} : result;
}

export function render(context, invitation) {
  if (!invitation) {
    return empty({picture: "invitations", title: t("invitation.gone"), text: t("invitation.goneText", {email: person().email})});
  }
  return h("section", {class: "card stack"},
    h("h2", null, t("invitation.to", {name: invitation.organizationName})),
    facts([
      [t("role"), t(`role.${invitation.role}`)],
      [t("invitation.from"), invitation.inviterEmail],
      [t("expires"), end(invitation.expiresAt)],
    ]),
    h("div", {class: "actions"},
      button(t("invitation.accept"), () => accept(context, invitation), {kind: "primary"}),
      button(t("invitation.reject"), () => reject(context, invitation))));
}

async function accept({api}, {id, organizationSlug, organizationName}) {
  const result = await api.post(`${AUTH}/accept-invitation`, {invitationId: id});
  if (!result.ok) return complain(result.problem);
  await reloadOrganizations();
  toast(t("invitation.accepted", {name: organizationName}));
  go(bySlug(organizationSlug) ? href`/o/${organizationSlug}` : "#/");
}

async function reject({api}, {id}) {
  const result = await api.post(`${AUTH}/reject-invitation`, {invitationId: id});
  if (!result.ok) return complain(result.problem);
  toast(t("invitation.rejected"));
  go("#/invitations");
}
