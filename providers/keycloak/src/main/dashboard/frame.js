/*
 * What stands around every view: the name, the organization switcher, the person's menu and the navigation.
 *
 *   const page = frame()
 *   page.moved(found, context)               marks where the reader is
 *   page.busy()                              something else is coming, until the next fill()
 *   page.fill(title, lead, actions, body)    shows a view; a title or actions of null are still to come
 */
import {asset, h, icon} from "./dom.js";
import {t} from "./i18n.js";
import {firstChoice, makeActive, organizations} from "./organizations.js";
import {href} from "./router.js";
import {GROUPS} from "./routes.js";
import {isAdministrator, person, realm} from "./session.js";
import {signOut} from "./signed-out.js";
import {iconButton, outside} from "./ui/button.js";
import {menu} from "./ui/menu.js";
import {complain} from "./ui/toast.js";

export function frame() {
  const switcher = h("div", {class: "switcher"});
  const nav = h("nav", {id: "nav", class: "nav", "aria-label": t("nav.label")});
  const heading = h("h1", {tabindex: "-1"});
  const lead = h("p", {class: "lead"});
  const actions = h("div", {class: "actions"});
  const body = h("div", {class: "view"});
  const main = h("main", {id: "main"}, h("div", {class: "view-head"}, h("div", null, heading, lead), actions), body);
  const opener = iconButton("menu", t("nav.open"), () => setOpen(opener.getAttribute("aria-expanded") !== "true"), {
    class: "icon-button nav-opener",
    "aria-expanded": "false",
    "aria-controls": "nav",
  });

  function setOpen(open) {
    opener.setAttribute("aria-expanded", String(open));
    nav.classList.toggle("open", open);
  }

  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !nav.classList.contains("open")) return;
    setOpen(false);
    opener.focus();
  });
  document.body.replaceChildren(
    h("a", {class: "skip", href: "#main", on: {click: (event) => {
      // The fragment is the address of a view; the link must not change it.
      event.preventDefault();
      heading.focus();
    }}}, t("nav.skip")),
    h("header", {class: "top"}, opener, h("a", {class: "brand", href: "#/", "aria-label": "Weavz"}, mark(), h("span", null, "Weavz")), switcher, personMenu()),
    h("div", {class: "columns"}, nav, main),
    ...[...document.body.children].filter((element) => element.matches(".toasts, .spoken")),
  );

  let shown = null;
  let last = {};

  return {
    /** A view of the person leaves the organization as it was. */
    moved(found, {org, role}) {
      if (org) last = {org, role};
      const current = organizations().find(({id}) => id === last.org?.id) ?? firstChoice();
      switcher.replaceChildren(...organizationMenu(current));
      nav.replaceChildren(...groups(current, current?.id === last.org?.id ? last.role : undefined, found));
      setOpen(false);
    },

    busy() {
      main.setAttribute("aria-busy", "true");
    },

    fill(title, leadText, buttons, content) {
      main.setAttribute("aria-busy", "false");
      const isMove = shown !== location.hash;
      const focused = main.contains(document.activeElement) ? document.activeElement : null;
      shown = location.hash;
      heading.replaceChildren(title ?? h("span", {class: "bone"}));
      if (title) document.title = `${title} · Weavz`;
      lead.textContent = leadText ?? "";
      lead.hidden = !leadText;
      actions.replaceChildren(...(buttons ?? [h("span", {class: "bone"})]));
      body.replaceChildren(...[content].flat(Infinity).filter(Boolean));
      if (isMove) {
        scrollTo(0, 0);
        heading.focus({preventScroll: true});
      } else if (focused && !focused.isConnected) {
        // Who works with the keyboard goes on there, or at the heading where what was pressed is gone.
        (document.getElementById(focused.id) ?? heading).focus({preventScroll: true});
      }
    },
  };
}

function mark() {
  return h("img", {src: asset("mark.svg"), alt: "", width: "24", height: "24"});
}

/** Where the role is not known yet, what an administrator of the organization sees is shown. */
function groups(org, role, found) {
  const isOffered = (route) => route.nav
    && (route.needs !== "administrator" || isAdministrator())
    && (route.needs !== "admin" || role !== "member")
    && (!route.path.includes(":org") || org);
  return GROUPS.map((group) => ({...group, routes: group.routes.filter(isOffered)}))
    .filter((group) => group.routes.length)
    .map((group) => h(
      "section",
      {"aria-label": t(group.label)},
      h("p", {class: "nav-group", "aria-hidden": "true"}, t(group.label)),
      h("ul", null, group.routes.map((route) => h("li", null, h(
        "a",
        {
          href: "#/" + route.path.replace(":org", encodeURIComponent(org?.slug ?? "")),
          "aria-current": isWithin(found, route) ? "page" : null,
        },
        icon(route.icon),
        h("span", null, t(route.nav)),
      )))),
    ));
}

/** A view below another one, such as one MCP server, belongs to that one's entry. */
function isWithin(found, route) {
  const path = found?.route.path ?? "";
  return path === route.path || !found?.route.nav && path.startsWith(`${route.path}/`) && route.path !== "o/:org";
}

function organizationMenu(current) {
  const all = organizations();
  if (!all.length) return [];
  const name = current?.name ?? t("nav.chooseOrganization");
  return menu(
    [h("span", {class: "switcher-name"}, name), icon("down")],
    {class: "menu-opener", "aria-label": t("nav.switch", {name})},
    [
      h("ul", null, all.map((org) => h("li", null, h(
        "a",
        {
          href: href`/o/${org.slug}`,
          "aria-current": org.id === current?.id ? "true" : null,
          on: {click: () => makeActive(org).then((result) => result.ok || complain(result.problem))},
        },
        h("span", {class: "menu-name"}, org.name),
        h("span", {class: "menu-detail"}, org.slug),
      )))),
      h("a", {class: "menu-foot", href: "#/organizations/new"}, icon("plus"), t("nav.newOrganization")),
    ],
  );
}

function personMenu() {
  const {name, email, preferred_username: username} = person();
  const shown = name || email || username;
  return h("div", {class: "person"}, menu(
    h("span", {class: "initial", "aria-hidden": "true"}, shown.slice(0, 1).toUpperCase()),
    {class: "menu-opener round", "aria-label": t("nav.person", {name: shown})},
    [
      h("p", {class: "menu-head"}, h("strong", null, shown), h("span", {class: "menu-detail"}, email !== shown && email)),
      h("ul", null,
        h("li", null, outside(t("nav.account"), `${realm}/account/`)),
        isAdministrator() && h("li", null, outside(t("nav.keycloak"), adminConsole())),
      ),
      h("button", {type: "button", class: "menu-foot", on: {click: signOut}}, t("nav.signOut")),
    ],
  ));
}

/** Keycloak's own console for this realm lies beside the realms. */
function adminConsole() {
  const [base, name] = realm.split("/realms/");
  return `${base}/admin/${name}/console/`;
}
