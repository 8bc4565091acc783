/*
 * The route table: every view of the dashboard, its address, and its place in the navigation. A view is added by a line
 * here and a module in views/ (and its name in files.txt):
 *
 *   {path, nav, icon, needs, load: () => import("./views/….js")}
 *
 *   path     :org stands for the slug of an organization; other words with a colon come to the view as params
 *   nav      key of the text in the navigation, in the group of GROUPS; absent for views that are reached from others
 *   needs    "member" or "admin" of the organization, "administrator" of the service (the realm role weavz-admin), or
 *            nothing; it decides what is offered, the endpoints decide what is allowed
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
export const GROUPS = [
  {
    label: "nav.organization",
    routes: [
      {path: "o/:org", nav: "nav.overview", icon: "overview", needs: "member", load: () => import("./views/overview.js")},
      {path: "o/:org/api-keys", nav: "nav.apiKeys", icon: "keys", needs: "admin", load: () => import("./views/api-keys.js")},
      {path: "o/:org/mcp-servers", nav: "nav.servers", icon: "servers", needs: "admin", load: () => import("./views/servers.js")},
      {path: "o/:org/mcp-servers/:server", needs: "admin", load: () => import("./views/server.js")},
      {path: "o/:org/projects", nav: "nav.projects", icon: "projects", needs: "admin", load: () => import("./views/projects.js")},
      {path: "o/:org/members", nav: "nav.members", icon: "members", needs: "member", load: () => import("./views/members.js")},
      {path: "o/:org/plan", nav: "nav.plan", icon: "plan", needs: "admin", load: () => import("./views/plan.js")},
    ],
  },
  {
    label: "nav.you",
    routes: [
      {path: "sessions", nav: "nav.sessions", icon: "sessions", load: () => import("./views/sessions.js")},
      {path: "invitations", nav: "nav.invitations", icon: "invitations", load: () => import("./views/invitations.js")},
      {path: "invitations/:invitation", load: () => import("./views/invitation.js")},
      {path: "organizations/new", load: () => import("./views/new-organization.js")},
    ],
  },
  {
    label: "nav.console",
    routes: [
      {path: "console/organizations", nav: "nav.consoleOrganizations", icon: "members", needs: "administrator", load: () => import("./views/console/organizations.js")},
      {path: "console/credentials", nav: "nav.consoleSearch", icon: "search", needs: "administrator", load: () => import("./views/console/credentials.js")},
      {path: "console/service-keys", nav: "nav.consoleServiceKeys", icon: "console", needs: "administrator", load: () => import("./views/console/service-keys.js")},
      {path: "console/refusals", nav: "nav.consoleRefusals", icon: "alert", needs: "administrator", load: () => import("./views/console/refusals.js")},
      {path: "console/changes", nav: "nav.consoleChanges", icon: "history", needs: "administrator", load: () => import("./views/console/changes.js")},
      {path: "console/sessions", nav: "nav.consoleSessions", icon: "sessions", needs: "administrator", load: () => import("./views/console/sessions.js")},
      {path: "console/cluster", nav: "nav.consoleCluster", icon: "servers", needs: "administrator", load: () => import("./views/console/cluster.js")},
    ],
  },
];

export const ROUTES = GROUPS.flatMap((group) => group.routes);
