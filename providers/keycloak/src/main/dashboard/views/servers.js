/* The MCP servers of the organization, and new ones. */
import {all} from "../api.js";
import {h} from "../dom.js";
import {date, t} from "../i18n.js";
import {go, href} from "../router.js";
import {button, link} from "../ui/button.js";
import {formDialog, reveal} from "../ui/dialog.js";
import {empty} from "../ui/states.js";
import {badge, table} from "../ui/table.js";
import {clientConfigs} from "./client-configs.js";
import {load as allProjects} from "./projects.js";

const PATH = "/api/v1/mcp/servers";

export const title = "servers.title";
export const lead = "servers.lead";

export function load({api, signal}) {
  return all({
    servers: api.list(PATH, "servers", {includeSuspended: true}, signal),
    projects: allProjects({api, signal}),
  });
}

export function actions(context, {projects}) {
  return projects.total
    ? [button(t("servers.create"), () => create(context, projects.projects), {kind: "primary", picture: "plus", id: "create"})]
    : [];
}

export function render({org}, {servers, projects}) {
  if (!projects.total) {
    return empty({
      picture: "projects",
      title: t("servers.noProject"),
      text: t("servers.noProjectText"),
      actions: [link(t("nav.projects"), href`/o/${org.slug}/projects`, {kind: "primary"})],
    });
  }
  if (!servers.total) return empty({picture: "servers", title: t("servers.none"), text: t("servers.noneText")});
  const names = new Map(projects.projects.map((project) => [project.id, project.name]));
  return table({
    caption: t("servers.title"),
    rows: servers.servers,
    key: (server) => server.id,
    columns: [
      {
        main: true,
        label: t("name"),
        cell: (server) => [
          link(server.name, href`/o/${org.slug}/mcp-servers/${server.id}`),
          " ",
          server.suspended && badge(t("suspended"), "warn"),
          server.description && h("span", {class: "sub"}, server.description),
        ],
      },
      {label: t("project"), cell: (server) => names.get(server.workspaceId) ?? ""},
      {label: t("servers.auth"), cell: (server) => t(`servers.${server.authMode}`)},
      {label: t("createdBy"), cell: (server) => date(server.createdAt)},
    ],
  });
}

function create(context, projects) {
  formDialog({
    title: t("servers.create"),
    fields: [
      {name: "name", label: t("name"), hint: t("servers.nameHint"), required: true},
      {
        name: "workspaceId",
        type: "select",
        label: t("project"),
        required: true,
        options: projects.map((project) => ({value: project.id, label: project.name})),
      },
      {name: "description", type: "textarea", label: t("servers.description")},
      {
        name: "authMode",
        type: "radios",
        label: t("servers.auth"),
        required: true,
        value: "oauth_and_bearer",
        options: ["oauth_and_bearer", "bearer", "oauth"].map((mode) =>
          ({value: mode, label: t(`servers.${mode}`), hint: t(`servers.${mode}Hint`)})),
      },
      {
        name: "mode",
        type: "radios",
        label: t("servers.mode"),
        required: true,
        value: "TOOLS",
        options: ["TOOLS", "CODE"].map((mode) => ({value: mode, label: t(`servers.${mode}`), hint: t(`servers.${mode}Hint`)})),
      },
    ],
    submit: t("servers.create"),
    act: ({description, ...values}) => context.api.post(PATH, {...values, description: description || undefined}),
    done: ({server, bearerToken, mcpEndpoint}) => {
      const show = () => go(href`/o/${context.org.slug}/mcp-servers/${server.id}`);
      if (!bearerToken) return show();
      context.reload();
      revealToken(t("servers.created", {name: server.name}), {name: server.name, endpoint: mcpEndpoint}, bearerToken);
    },
  });
}

/** The token of a server, once, with all that it is pasted into. */
export function revealToken(heading, server, bearerToken) {
  reveal({
    title: heading,
    lead: t("servers.once"),
    secret: bearerToken,
    more: (secret, onCopy) => clientConfigs(server, secret, onCopy),
  });
}
