/* One MCP server: how clients reach it, its own token, and the tokens of end users. */
import {all} from "../api.js";
import {h} from "../dom.js";
import {date, end, t, time} from "../i18n.js";
import {go, href} from "../router.js";
import {button} from "../ui/button.js";
import {confirmTyped, copyable, dialog, formDialog, reveal} from "../ui/dialog.js";
import {badge, facts, table} from "../ui/table.js";
import {complain, toast} from "../ui/toast.js";
import {clientConfigs} from "./client-configs.js";
import {load as allProjects} from "./projects.js";
import {revealToken} from "./servers.js";

export const title = ({found}) => found.server.name;
export const shape = "cards";

const path = ({params}) => `/api/v1/mcp/servers/${encodeURIComponent(params.server)}`;

export async function load(context) {
  const {api, signal} = context;
  const found = await api.get(path(context), {}, signal);
  if (!found.ok) return found;
  const {server} = found.value;
  return all({
    found,
    projects: allProjects(context),
    endUsers: api.list("/api/v1/end-users", "endUsers", {workspaceId: server.workspaceId}, signal),
    bearer: api.get(`${path(context)}/access-tokens`, {}, signal),
    oauth: api.get(`${path(context)}/oauth-tokens`, {}, signal),
  });
}

export function actions(context, {found: {server}}) {
  return [
    button(t(server.suspended ? "servers.resume" : "servers.suspend"), () => suspend(context, server, !server.suspended), {id: "suspend"}),
    button(t("remove"), () => remove(context, server), {id: "remove"}),
  ];
}

export function render(context, {found: {server}, projects, endUsers, bearer, oauth}) {
  const project = projects.projects.find((each) => each.id === server.workspaceId);
  const tokens = [...bearer.accessTokens.map((token) => ({...token, at: "access-tokens"})),
    ...oauth.accessTokens.map((token) => ({...token, at: "oauth-tokens"}))];
  return [
    server.suspended && h("p", {class: "notice warn"}, t("servers.suspendedText")),
    h("section", {class: "card"},
      h("h2", null, t("servers.connect")),
      h("div", {class: "stack"},
        copyable(t("servers.endpoint"), server.mcpEndpoint),
        clientConfigs({name: server.name, endpoint: server.mcpEndpoint}))),
    h("section", {class: "card"},
      h("div", {class: "card-head"},
        h("h2", null, t("servers.about")),
        server.auth.staticBearerEnabled && button(t("servers.regenerate"), () => regenerate(context, server), {id: "regenerate"})),
      facts([
        [t("project"), project?.name ?? ""],
        [t("servers.auth"), t(`servers.${server.authMode}`)],
        [t("servers.mode"), t(`servers.${server.mode}`)],
        [t("createdBy"), date(server.createdAt)],
      ])),
    h("section", {class: "stack"},
      h("div", {class: "card-head"},
        h("div", null, h("h2", null, t("tokens.title")), h("p", {class: "quiet-text"}, t("tokens.lead"))),
        button(t("tokens.create"), () => createToken(context, server, endUsers.endUsers), {picture: "plus", id: "token"})),
      tokens.length
        ? tokenTable(context, tokens)
        : h("p", {class: "card quiet-text"}, t("tokens.none"))),
  ];
}

function tokenTable(context, tokens) {
  return table({
    caption: t("tokens.title"),
    rows: tokens,
    key: (token) => token.id,
    columns: [
      {main: true, label: t("tokens.endUser"), cell: (token) => [token.endUserId, h("span", {class: "sub mono"}, `${token.tokenPrefix}…`)]},
      {label: t("tokens.kind"), cell: (token) => badge(t(`tokens.${token.authMethod}`))},
      {label: t("lastUsed"), cell: (token) => token.lastUsedAt ? time(token.lastUsedAt) : t("never")},
      {label: t("expires"), cell: (token) => end(token.expiresAt)},
      {
        actions: true,
        cell: (token) => button(t("apiKeys.revoke"), () => revoke(context, token), {kind: "quiet", hint: token.endUserId, id: `revoke-${token.id}`}),
      },
    ],
  });
}

const NEW = "new";

function createToken(context, server, endUsers) {
  const isNew = (values) => values.known === NEW || !endUsers.length;
  const kinds = [server.auth.endUserBearerTokensEnabled && "bearer", server.auth.oauthEnabled && "oauth"].filter(Boolean);
  formDialog({
    title: t("tokens.create"),
    lead: t("tokens.createText"),
    fields: [
      {
        name: "known",
        type: "select",
        label: t("tokens.endUser"),
        required: true,
        when: () => endUsers.length > 0,
        options: [
          ...endUsers.map((user) => ({value: user.externalId, label: user.displayName ? `${user.displayName} (${user.externalId})` : user.externalId})),
          {value: NEW, label: t("tokens.newEndUser")},
        ],
      },
      {name: "externalId", label: t("tokens.externalId"), hint: t("tokens.externalIdHint"), required: true, when: isNew},
      {
        name: "kind",
        type: "radios",
        label: t("tokens.kind"),
        required: true,
        value: kinds[0],
        options: kinds.map((kind) => ({value: kind, label: t(`tokens.${kind}`), hint: t(`tokens.${kind}Hint`)})),
      },
      {
        name: "days",
        type: "select",
        label: t("expires"),
        required: true,
        value: "30",
        options: [1, 7, 30, 90, 365].map((days) => ({value: String(days), label: t("apiKeys.inDays", {count: days})})),
      },
    ],
    submit: t("tokens.create"),
    act: async (values) => {
      const endUserId = isNew(values) ? values.externalId : values.known;
      if (isNew(values)) {
        const made = await context.api.post("/api/v1/end-users", {workspaceId: server.workspaceId, externalId: endUserId});
        // Who is there already gets a token all the same.
        if (!made.ok && made.problem.code !== "DUPLICATE") return made;
      }
      const at = values.kind === "oauth" ? "oauth-tokens" : "access-tokens";
      return context.api.post(`${path(context)}/${at}`, {endUserId, expiresIn: Number(values.days) * 86_400});
    },
    done: ({accessToken, token, mcpEndpoint}) => {
      context.reload();
      const heading = t("tokens.created", {name: token.endUserId});
      if (token.authMethod === "bearer") {
        revealToken(heading, {name: server.name, endpoint: mcpEndpoint}, accessToken);
      } else {
        reveal({title: heading, lead: t("servers.once"), secret: accessToken});
      }
    },
  });
}

function revoke(context, token) {
  confirmTyped({
    title: t("tokens.revokeTitle", {name: token.endUserId}),
    text: t("tokens.revokeText"),
    word: token.endUserId,
    submit: t("apiKeys.revoke"),
    act: () => context.api.delete(`${path(context)}/${token.at}/${token.id}`),
    done: () => {
      toast(t("tokens.revoked", {name: token.endUserId}));
      context.reload();
    },
  });
}

function regenerate(context, server) {
  const problem = h("p", {class: "field-error", role: "alert"});
  const box = dialog({
    title: t("servers.regenerate"),
    content: [h("p", {class: "lead"}, t("servers.regenerateText")), problem],
    actions: [
      button(t("cancel"), () => box.close()),
      button(t("servers.regenerate"), async () => {
        const result = await context.api.post(`${path(context)}/regenerate-token`);
        if (!result.ok) {
          problem.textContent = result.problem.message;
          return;
        }
        box.close();
        const {bearerToken, mcpEndpoint} = result.value;
        revealToken(t("servers.regenerated", {name: server.name}), {name: server.name, endpoint: mcpEndpoint}, bearerToken);
      }, {kind: "primary"}),
    ],
  });
}

async function suspend(context, server, suspended) {
  const result = await context.api.patch(path(context), {suspended});
  if (!result.ok) return complain(result.problem);
  context.reload();
  toast(
    t(suspended ? "servers.isSuspended" : "servers.isResumed", {name: server.name}),
    {label: t("undo"), run: () => suspend(context, server, !suspended)},
  );
}

function remove(context, server) {
  confirmTyped({
    title: t("servers.removeTitle", {name: server.name}),
    text: t("servers.removeText"),
    word: server.name,
    submit: t("remove"),
    act: () => context.api.delete(path(context)),
    done: () => {
      toast(t("removed", {name: server.name}));
      go(href`/o/${context.org.slug}/mcp-servers`);
    },
  });
}
