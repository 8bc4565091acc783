/*
 * The route table: every view of the dashboard, its address, and its place in the navigation. A view is added by a line
 * here and a module in views/:
 *
 *   {path, nav, icon, needs, view}
 *
 *   path     :org stands for the slug of an organization; other words with a colon come to the view as params
 *   nav      key of the text in the navigation, in the group of GROUPS; absent for views that are reached from others
 *   needs    "member" or "admin" of the organization, "administrator" of the service (the realm role weavz-admin), or
 *            nothing; it decides what is offered, the endpoints decide what is allowed
 *   view     the module
 *
 * A view module exports
 *
 *   title                     key of its heading, or (value, context) => text
 *   lead                      key of the sentence below it, optional
 *   shape                     its skeleton, see ui/states.js; "table" unless said otherwise
 *   still                     true when it must not be drawn anew because another tab has changed something
 *   load(context)             answers a result (api.js), or a promise of one; optional
 *   actions(context, value)   buttons beside the heading, optional
 *   render(context, value)    the nodes below it
 *
 * and the context is {api, org, role, params, query, signal, reload, isCurrent}: api is bound to the organization, org is
 * {id, slug, name}, reload() loads and draws the view again, isCurrent() says whether the reader is still there.
 */
import * as apiKeys from "./views/api-keys.js";
import * as consoleChanges from "./views/console/changes.js";
import * as consoleCluster from "./views/console/cluster.js";
import * as consoleCredentials from "./views/console/credentials.js";
import * as consoleOrganizations from "./views/console/organizations.js";
import * as consoleRefusals from "./views/console/refusals.js";
import * as consoleServiceKeys from "./views/console/service-keys.js";
import * as consoleSessions from "./views/console/sessions.js";
import * as invitation from "./views/invitation.js";
import * as invitations from "./views/invitations.js";
import * as members from "./views/members.js";
import * as newOrganization from "./views/new-organization.js";
import * as overview from "./views/overview.js";
import * as plan from "./views/plan.js";
import * as projects from "./views/projects.js";
import * as server from "./views/server.js";
import * as servers from "./views/servers.js";
import * as sessions from "./views/sessions.js";

export const GROUPS = [
  {
    label: "nav.organization",
    routes: [
      {path: "o/:org", nav: "nav.overview", icon: "overview", needs: "member", view: overview},
      {path: "o/:org/api-keys", nav: "nav.apiKeys", icon: "keys", needs: "admin", view: apiKeys},
      {path: "o/:org/mcp-servers", nav: "nav.servers", icon: "servers", needs: "admin", view: servers},
      {path: "o/:org/mcp-servers/:server", needs: "admin", view: server},
      {path: "o/:org/projects", nav: "nav.projects", icon: "projects", needs: "admin", view: projects},
      {path: "o/:org/members", nav: "nav.members", icon: "members", needs: "member", view: members},
      {path: "o/:org/plan", nav: "nav.plan", icon: "plan", needs: "admin", view: plan},
    ],
  },
  {
    label: "nav.you",
    routes: [
      {path: "sessions", nav: "nav.sessions", icon: "sessions", view: sessions},
      {path: "invitations", nav: "nav.invitations", icon: "invitations", view: invitations},
      {path: "invitations/:invitation", view: invitation},
      {path: "organizations/new", view: newOrganization},
    ],
  },
  {
    label: "nav.console",
    routes: [
      {path: "console/organizations", nav: "nav.consoleOrganizations", icon: "members", needs: "administrator", view: consoleOrganizations},
      {path: "console/credentials", nav: "nav.consoleSearch", icon: "search", needs: "administrator", view: consoleCredentials},
      {path: "console/service-keys", nav: "nav.consoleServiceKeys", icon: "console", needs: "administrator", view: consoleServiceKeys},
      {path: "console/refusals", nav: "nav.consoleRefusals", icon: "alert", needs: "administrator", view: consoleRefusals},
      {path: "console/changes", nav: "nav.consoleChanges", icon: "history", needs: "administrator", view: consoleChanges},
      {path: "console/sessions", nav: "nav.consoleSessions", icon: "sessions", needs: "administrator", view: consoleSessions},
      {path: "console/cluster", nav: "nav.consoleCluster", icon: "servers", needs: "administrator", view: consoleCluster},
    ],
  },
];

export const ROUTES = GROUPS.flatMap((group) => group.routes);
