/* Who belongs to the organization, in which role, and who is invited. Members see each other; admins and owners change it. */
import {all} from "../api.js";
import {h} from "../dom.js";
import {date, end, t} from "../i18n.js";
import {reloadOrganizations} from "../organizations.js";
import {go} from "../router.js";
import {person} from "../session.js";
import {button} from "../ui/button.js";
import {dialog, formDialog} from "../ui/dialog.js";
import {badge, table} from "../ui/table.js";
import {complain, toast} from "../ui/toast.js";

const AUTH = "/api/auth/organization";
const MEMBERS = "/api/v1/members";
const ROLES = ["member", "admin", "owner"];

export const title = "members.title";
export const lead = "members.lead";

export function load({api, org, signal}) {
  return all({
    members: api.get(`${AUTH}/list-members`, {organizationId: org.id, limit: 1000}, signal),
    invitations: api.get(`${AUTH}/list-invitations`, {organizationId: org.id}, signal),
  });
}

export function actions(context) {
  return context.role === "member"
    ? []
    : [button(t("members.invite"), () => invite(context), {kind: "primary", picture: "plus", id: "invite"})];
}

export function render(context, {members, invitations}) {
  const open = invitations.filter((invitation) => invitation.status === "pending" && new Date(invitation.expiresAt) > new Date());
  return [
    table({
      caption: t("members.title"),
      rows: members.members,
      key: (member) => member.id,
      columns: [
        {
          main: true,
          label: t("name"),
          cell: ({user, userId}) => [user.name || user.email, " ", userId === person().sub && badge(t("members.you")),
            user.name && h("span", {class: "sub"}, user.email)],
        },
        {label: t("role"), cell: (member) => t(`role.${member.role}`)},
        {label: t("members.since"), cell: (member) => date(member.createdAt)},
        {actions: true, cell: (member) => memberActions(context, member)},
      ],
    }),
    open.length > 0 && h("section", {class: "stack"},
      h("h2", null, t("members.invited")),
      table({
        caption: t("members.invited"),
        rows: open,
        key: (invitation) => invitation.id,
        columns: [
          {main: true, label: t("email"), cell: (invitation) => invitation.email},
          {label: t("role"), cell: (invitation) => t(`role.${invitation.role}`)},
          {label: t("expires"), cell: (invitation) => end(invitation.expiresAt)},
          {
            actions: true,
            cell: (invitation) => [
              button(t("members.resend"), () => resend(context, invitation), {kind: "quiet", hint: invitation.email, id: `resend-${invitation.id}`}),
              button(t("members.withdraw"), () => withdraw(context, invitation), {kind: "quiet", hint: invitation.email, id: `withdraw-${invitation.id}`}),
            ],
          },
        ],
      })),
  ];
}

function memberActions(context, member) {
  const {name, email} = member.user;
  const options = (id) => ({kind: "quiet", hint: name || email, id: `${id}-${member.id}`});
  if (member.userId === person().sub) return [button(t("members.leave"), () => leave(context), options("leave"))];
  if (context.role === "member" || ROLES.indexOf(member.role) > ROLES.indexOf(context.role)) return [];
  return [
    button(t("members.changeRole"), () => changeRole(context, member), options("role")),
    button(t("remove"), () => remove(context, member), options("remove")),
  ];
}

/** Nobody gives a role above the own one. */
function roleField(context, value) {
  return {
    name: "role",
    type: "radios",
    label: t("role"),
    required: true,
    value,
    options: ROLES.slice(0, ROLES.indexOf(context.role) + 1)
      .map((role) => ({value: role, label: t(`role.${role}`), hint: t(`role.${role}Hint`)})),
  };
}

function invite(context) {
  formDialog({
    title: t("members.invite"),
    lead: t("members.inviteText", {name: context.org.name}),
    fields: [{name: "email", type: "email", label: t("email"), required: true}, roleField(context, "member")],
    submit: t("members.invite"),
    act: (values) => context.api.post(`${AUTH}/invite-member`, {...values, organizationId: context.org.id}),
    done: ({email}) => {
      toast(t("members.isInvited", {name: email}));
      context.reload();
    },
  });
}

async function resend(context, {email, role}) {
  const result = await context.api.post(`${AUTH}/invite-member`, {email, role, resend: true, organizationId: context.org.id});
  if (!result.ok) return complain(result.problem);
  toast(t("members.isInvited", {name: email}));
  context.reload();
}

async function withdraw(context, {id, email, role}) {
  const result = await context.api.post(`${AUTH}/cancel-invitation`, {invitationId: id});
  if (!result.ok) return complain(result.problem);
  context.reload();
  toast(t("members.isWithdrawn", {name: email}), {
    label: t("members.inviteAgain"),
    run: () => resend(context, {email, role}),
  });
}

function changeRole(context, member) {
  formDialog({
    title: t("members.roleOf", {name: member.user.name || member.user.email}),
    fields: [roleField(context, member.role)],
    submit: t("save"),
    act: ({role}) => context.api.patch(`${MEMBERS}/${member.userId}`, {role}),
    done: () => {
      context.reload();
      toast(t("saved"), {label: t("undo"), run: () => settle(context, context.api.patch(`${MEMBERS}/${member.userId}`, {role: member.role}))});
    },
  });
}

async function remove(context, member) {
  const result = await context.api.delete(`${MEMBERS}/${member.userId}`);
  if (!result.ok) return complain(result.problem);
  context.reload();
  toast(t("members.isRemoved", {name: member.user.name || member.user.email}), {
    label: t("undo"),
    run: () => settle(context, context.api.post(MEMBERS, {userId: member.userId, role: member.role})),
  });
}

async function settle(context, call) {
  const result = await call;
  if (!result.ok) complain(result.problem);
  context.reload();
}

function leave(context) {
  const problem = h("p", {class: "field-error", role: "alert"});
  const box = dialog({
    title: t("members.leaveTitle", {name: context.org.name}),
    content: [h("p", {class: "lead"}, t("members.leaveText")), problem],
    actions: [
      button(t("cancel"), () => box.close()),
      button(t("members.leave"), async () => {
        const result = await context.api.post(`${AUTH}/leave`, {organizationId: context.org.id});
        if (!result.ok) {
          problem.textContent = result.problem.message;
          return;
        }
        box.close();
        await reloadOrganizations();
        go("#/");
      }, {kind: "danger"}),
    ],
  });
}
