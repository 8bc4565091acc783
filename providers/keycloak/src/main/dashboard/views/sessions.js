/* Where the person is signed in, in browsers and on devices, and the end of it: here, elsewhere, everywhere else. */
import {all} from "../api.js";
import {h} from "../dom.js";
import {t, time} from "../i18n.js";
import {person} from "../session.js";
import {signOut} from "../signed-out.js";
import {button} from "../ui/button.js";
import {formDialog} from "../ui/dialog.js";
import {empty} from "../ui/states.js";
import {badge, table} from "../ui/table.js";
import {complain, toast} from "../ui/toast.js";

const AUTH = "/api/auth";
const DEVICES = "/api/v1/devices";

export const title = "sessions.title";
export const lead = "sessions.lead";

/** A list of old sessions is for a fresh one only; that is no failure, but something to do. */
export async function load({api, signal}) {
  const result = await all({
    sessions: api.get(`${AUTH}/list-sessions`, {}, signal),
    devices: api.get(DEVICES, {}, signal),
  });
  return !result.ok && result.problem.code === "SESSION_NOT_FRESH" ? {ok: true, value: null} : result;
}

export function actions(context, value) {
  return value?.sessions.length > 1
    ? [button(t("sessions.others"), () => end(context, "revoke-other-sessions", {}, t("sessions.othersEnded")), {id: "others"})]
    : [];
}

export function render(context, value) {
  if (!value) {
    return empty({
      picture: "sessions",
      title: t("sessions.notFresh"),
      text: t("sessions.notFreshText"),
      actions: [button(t("nav.signOut"), signOut, {kind: "primary"})],
    });
  }
  const {devices} = value.devices;
  return [sessionTable(context, value.sessions), devices.length > 0 && deviceSection(context, devices)];
}

function sessionTable(context, sessions) {
  const isThis = (session) => session.id === person().sid;
  const latest = (one, other) => isThis(other) - isThis(one) || new Date(other.updatedAt) - new Date(one.updatedAt);
  return table({
    caption: t("sessions.title"),
    rows: [...sessions].sort(latest),
    key: (session) => session.id,
    columns: [
      {
        main: true,
        label: t("sessions.device"),
        cell: (session) => [device(session.userAgent), " ", isThis(session) && badge(t("sessions.this"), "good"),
          h("span", {class: "sub"}, session.ipAddress)],
      },
      {label: t("sessions.started"), cell: (session) => time(session.createdAt)},
      {label: t("sessions.active"), cell: (session) => time(session.updatedAt)},
      {label: t("sessions.ends"), cell: (session) => time(session.expiresAt)},
      {
        actions: true,
        cell: (session) => isThis(session)
          ? button(t("nav.signOut"), signOut, {kind: "quiet", id: "sign-out"})
          : button(t("nav.signOut"), () => end(context, "revoke-session", {token: session.token}, t("sessions.ended")),
            {kind: "quiet", hint: device(session.userAgent), id: `end-${session.id}`}),
      },
    ],
  });
}

/** They hold their own tokens, which outlive the browser's session. */
function deviceSection(context, devices) {
  return h("section", {class: "stack"},
    h("div", {class: "card-head"},
      h("div", null, h("h2", null, t("devices.title")), h("p", {class: "quiet-text"}, t("devices.lead"))),
      button(t("devices.all"), () => endAll(context), {id: "all-devices"})),
    table({
      caption: t("devices.title"),
      rows: devices,
      key: (device) => device.id,
      columns: [
        {
          main: true,
          label: t("devices.client"),
          cell: (device) => [device.client, h("span", {class: "sub"}, device.ipAddress)],
        },
        {label: t("sessions.started"), cell: (device) => time(device.createdAt)},
        {label: t("lastUsed"), cell: (device) => time(device.lastUsedAt)},
        {
          actions: true,
          cell: (device) => button(t("devices.end"), () => endDevice(context, device),
            {kind: "quiet", hint: device.client, id: `device-${device.id}`}),
        },
      ],
    }));
}

async function endDevice(context, {id, client}) {
  settle(context, await context.api.delete(`${DEVICES}/${id}`), t("devices.ended", {name: client}));
}

function endAll(context) {
  formDialog({
    title: t("devices.all"),
    lead: t("devices.allText"),
    fields: [],
    submit: t("devices.all"),
    danger: true,
    act: () => context.api.delete(DEVICES),
    done: ({total}) => {
      toast(t("devices.allEnded", {count: total}));
      context.reload();
    },
  });
}

async function end(context, route, body, done) {
  settle(context, await context.api.post(`${AUTH}/${route}`, body), done);
}

function settle(context, result, done) {
  if (!result.ok) return complain(result.problem);
  toast(done);
  context.reload();
}

const BROWSERS = [["Edge", /Edg\w*\//], ["Opera", /OPR\//], ["Firefox", /Firefox\/|Firefox/], ["Chrome", /Chrom(e|ium)/], ["Safari", /Safari/], ["curl", /curl/]];
const SYSTEMS = [["Android", /Android/], ["iPhone", /iPhone|iOS/], ["iPad", /iPad/], ["Windows", /Windows/], ["macOS", /Mac ?OS/], ["Linux", /Linux/]];

/** As far as what the browser says of itself can be trusted. */
function device(userAgent) {
  const named = (list) => list.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const browser = named(BROWSERS);
  const system = named(SYSTEMS);
  if (!browser && !system) return t("sessions.unknown");
  return browser && system ? t("sessions.on", {browser, system}) : browser ?? system;
}
