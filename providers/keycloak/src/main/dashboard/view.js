/*
 * Shows the view that the address names: its heading and a skeleton at once, what it has loaded when it is there, or what
 * went wrong. Only the last move counts; what comes late for an earlier one is dropped. The contract of a view is in
 * routes.js.
 */
import {apiOf} from "./api.js";
import {h} from "./dom.js";
import {t} from "./i18n.js";
import {bySlug, firstChoice, reloadOrganizations, roleIn} from "./organizations.js";
import {href, match, replace} from "./router.js";
import {ROUTES} from "./routes.js";
import {isAdministrator} from "./session.js";
import {empty, failed, isOutage, skeleton} from "./ui/states.js";

const AGAIN_MS = 3_000;

/** @returns show for a move to another address, refresh for the same view with what is new, unless somebody types there */
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
    const {view} = found.route;
    wait(page, view);
    const context = await contextOf(found, signal);
    if (signal.aborted) return;
    page.moved(found, context);
    if (context.obstacle) return page.fill(t(context.obstacle.title), null, [], context.obstacle.content);
    context.reload = () => draw(page, view, context);
    if (!view.still) refresh = context.reload;
    await draw(page, view, context);
  }

  return {show, refresh: () => document.activeElement?.closest("main form") || refresh()};
}

/** What is there of the last view would be another organization's. */
function wait(page, view) {
  page.fill(earlyTitle(view), view.lead && t(view.lead), view.actions ? null : [], skeleton(view.shape));
  page.busy();
}

function earlyTitle({title}) {
  return typeof title === "string" ? t(title) : null;
}

/** To the organization that the person worked for, or to the first steps of somebody who has none. */
function elsewhere(page) {
  const first = firstChoice();
  if (location.hash.length > 2) {
    page.moved(null, {});
    page.fill(t("notFound.title"), null, [], empty({picture: "alert", text: t("notFound.text")}));
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
  if (!bySlug(params.org)) await reloadOrganizations();
  const org = bySlug(params.org);
  if (!org) return {...context, obstacle: obstacle("noMember.title", "noMember.text", params.org)};
  const role = await roleIn(org, route.needs === "admin");
  if (!role.ok) return {...context, org, obstacle: {title: "failed.title", content: failed(role.problem, () => location.reload())}};
  const complete = {...context, api: apiOf(org.id), org, role: role.value};
  return route.needs === "admin" && role.value === "member"
    ? {...complete, obstacle: obstacle("forbidden.title", "forbidden.text", org.name)}
    : complete;
}

function obstacle(title, text, name) {
  return {title, content: empty({picture: "alert", text: t(text, {name})})};
}

/** Of several draws of a view the last one counts, whichever is answered first. */
async function draw(page, view, context) {
  const turn = Symbol();
  context.turn = turn;
  const isLatest = () => context.isCurrent() && context.turn === turn;
  const early = earlyTitle(view);
  const lead = view.lead && t(view.lead);
  const result = view.load ? await view.load(context) : {ok: true};
  if (!isLatest()) return;
  if (result.ok) {
    const {value} = result;
    page.fill(early ?? view.title(value, context), lead, view.actions?.(context, value) ?? [], view.render(context, value));
  } else {
    page.fill(early ?? t("failed.title"), lead, [], failed(result.problem, () => context.reload()));
    // A service that is starting again is asked until it is back; nobody has to press anything.
    if (isOutage(result.problem)) setTimeout(() => isLatest() && context.reload(), AGAIN_MS);
  }
}
