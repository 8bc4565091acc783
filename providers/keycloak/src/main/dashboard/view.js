/*
 * Shows the view that the address names: its heading and a skeleton at once, what it has loaded when it is there, or what
 * went wrong. Only the last move counts; what comes late for an earlier one is dropped. The contract of a view is in
 * routes.js.
 */
import {apiOf} from "./api.js";
import {h} from "./dom.js";
import {t} from "./i18n.js";
import {bySlug, firstChoice, roleIn} from "./organizations.js";
import {href, match, replace} from "./router.js";
import {ROUTES} from "./routes.js";
import {isAdministrator} from "./session.js";
import {empty, failed, isOutage, skeleton} from "./ui/states.js";

const AGAIN_MS = 3_000;

/** @returns show for a move to another address, refresh for the same view with what is new */
export function stage(page) {
  let controller = new AbortController();
  let refresh = () => {};

  async function show() {
    controller.abort();
    controller = new AbortController();
    const {signal} = controller;
    refresh = () => {};
    page.busy();
    const found = match(ROUTES);
    if (!found) return elsewhere(page);
    const context = await contextOf(found, signal);
    if (signal.aborted) return;
    page.moved(found, context);
    if (context.obstacle) return page.fill(t(context.obstacle.title), null, [], context.obstacle.content);
    const {view} = found.route;
    context.reload = () => draw(page, view, context, true);
    if (!view.still) refresh = context.reload;
    await draw(page, view, context, false);
  }

  return {show, refresh: () => refresh()};
}

/** To the organization that the person worked for, or to the first steps of somebody who has none. */
function elsewhere(page) {
  const first = firstChoice();
  if (location.hash.length > 2) {
    page.moved(null, {});
    page.fill(t("notFound.title"), null, [], empty({picture: "alert", title: t("notFound.title"), text: t("notFound.text")}));
  } else {
    replace(first ? href`/o/${first.slug}` : href`/organizations/new`);
  }
}

async function contextOf({route, params, query}, signal) {
  const context = {api: apiOf(), params, query, signal, isCurrent: () => !signal.aborted};
  if (route.needs === "administrator" && !isAdministrator()) {
    return {...context, obstacle: obstacle("forbidden.title", "forbidden.console")};
  }
  if (!params.org) return context;
  const org = bySlug(params.org);
  if (!org) return {...context, obstacle: obstacle("noMember.title", "noMember.text", params.org)};
  const role = await roleIn(org);
  if (!role.ok) return {...context, org, obstacle: {title: "failed.title", content: failed(role.problem, () => location.reload())}};
  const complete = {...context, api: apiOf(org.id), org, role: role.value};
  return route.needs === "admin" && role.value === "member"
    ? {...complete, obstacle: obstacle("forbidden.title", "forbidden.text", org.name)}
    : complete;
}

function obstacle(title, text, name) {
  return {title, content: empty({picture: "alert", title: t(title), text: t(text, {name})})};
}

async function draw(page, view, context, again) {
  const heading = (value) => typeof view.title === "string" ? t(view.title) : view.title(value, context);
  const lead = view.lead && t(view.lead);
  const early = typeof view.title === "string" ? t(view.title) : null;
  if (!again) {
    page.fill(early, lead, view.actions ? null : [], skeleton(view.shape));
    page.busy();
  }
  const result = view.load ? await view.load(context) : {ok: true};
  if (!context.isCurrent()) return;
  if (result.ok) {
    const {value} = result;
    page.fill(heading(value), lead, view.actions?.(context, value) ?? [], view.render(context, value));
  } else {
    page.fill(early ?? t("failed.title"), lead, [], failed(result.problem, () => context.reload()));
    // A service that is starting again is asked until it is back; nobody has to press anything.
    if (isOutage(result.problem)) setTimeout(() => context.isCurrent() && context.reload(), AGAIN_MS);
  }
}
