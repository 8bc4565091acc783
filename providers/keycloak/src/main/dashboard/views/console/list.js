/*
 * What the lists of the console share: filters and pages. Both stand in the address, so each list can be linked to.
 *
 *   filters(path, query, [{name, label, options, type, maxlength}])          a search form; options make it a choice
 *   pager(path, query, total, name)                                          links to the pages beside this one; name is that
 *                                                                            of the offset in the address
 *   withoutSecret(text)                                                      what may stand in an address of a pasted text
 *   pageOf(query)                                                            what to ask the API for
 *   orSignIn(act)                                                            a call that may need a fresh sign-in
 */
import {h, newId} from "../../dom.js";
import {number, t} from "../../i18n.js";
import {go} from "../../router.js";
import {again} from "../../session.js";
import {button} from "../../ui/button.js";
import {dialog} from "../../ui/dialog.js";

const SIZE = 25;

export function pageOf(query) {
  return {...query, limit: SIZE};
}

function address(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== "" && value !== undefined);
  return given.length ? `#/${path}?${new URLSearchParams(given)}` : `#/${path}`;
}

/** Where there is no room they are folded away, unless one is set. */
export function filters(path, query, fields) {
  const form = criteria(path, query, fields);
  const isFolded = fields.length > 1 && matchMedia("(max-width: 40rem)").matches;
  return isFolded
    ? h("details", {class: "card", open: Object.keys(query).length > 0}, h("summary", null, t("admin.filters")), form)
    : form;
}

function criteria(path, query, fields) {
  const controls = fields.map((field) => ({...field, id: newId(), input: input(field, query[field.name] ?? "")}));
  for (const {id, input: control} of controls) control.id = id;
  return h(
    "form",
    {
      class: "criteria",
      role: "search",
      on: {
        submit: (event) => {
          event.preventDefault();
          go(address(path, Object.fromEntries(controls.map((field) => [field.name, read(field)]))));
        },
      },
    },
    controls.map((field) => h(
      "div",
      {class: "field"},
      h("label", {for: field.id}, field.label),
      field.input,
    )),
    h("div", {class: "criteria-foot"},
      h("button", {type: "submit", class: "button primary"}, t("admin.filter")),
      Object.keys(query).length > 0 && h("a", {class: "button quiet", href: `#/${path}`}, t("admin.clear"))),
  );
}

function input({name, options, type}, value) {
  if (options) {
    return h("select", {name}, [["", t("admin.any")], ...options].map(([option, label]) =>
      h("option", {value: option, selected: option === value}, label)));
  }
  return type === "time"
    ? h("input", {type: "datetime-local", name, value: value && local(value)})
    : h("input", {type: "search", name, value, autocomplete: "off", spellcheck: "false"});
}

function read({type, maxlength, input: {value}}) {
  const text = value.trim();
  return type === "time" && text ? new Date(text).toISOString() : withoutSecret(text).slice(0, maxlength);
}

/** Of a key that was pasted, alone or with what stands around it, only the eight characters stay that the service keeps. */
export function withoutSecret(text) {
  return /(?:wvz|wsk|mcp[or]?|eut)_\w{5,}/.exec(text)?.[0].slice(0, 8) ?? text;
}

/** A time as the control wants it: in the reader's zone, and without one. */
function local(iso) {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? "" : new Date(time - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function pager(path, query, total, name = "offset") {
  const offset = Number(query[name] ?? 0);
  const to = (start) => address(path, {...query, [name]: start > 0 ? String(start) : ""});
  if (total <= SIZE && offset === 0) return null;
  return h(
    "nav",
    {class: "pager", "aria-label": t("admin.pages")},
    h("p", null, t("admin.range", {from: Math.min(offset + 1, total), to: Math.min(offset + SIZE, total), total: number(total)})),
    offset > 0 && h("a", {class: "button", href: to(offset - SIZE)}, t("admin.previous")),
    offset + SIZE < total && h("a", {class: "button", href: to(offset + SIZE)}, t("admin.next")),
  );
}

/** Calls, and once more each time that the person has signed in again because the service asked for it. What is typed stays. */
export async function orSignIn(act) {
  const result = await act();
  const isTooOld = !result.ok && result.problem.code === "SIGN_IN_TOO_OLD";
  return isTooOld && await signInFirst() ? orSignIn(act) : result;
}

function signInFirst() {
  return new Promise((resolve) => {
    const failed = h("p", {class: "field-error", role: "alert"});
    let signedIn = false;
    const box = dialog({
      title: t("stepUp.title"),
      content: [h("p", null, t("stepUp.text")), failed],
      actions: [
        button(t("cancel"), () => box.close()),
        button(t("stepUp.signIn"), async () => {
          failed.textContent = "";
          signedIn = await again(true);
          if (signedIn) box.close();
          else failed.textContent = t("ended.failed");
        }, {kind: "primary"}),
      ],
      onClose: () => resolve(signedIn),
    });
    box.element.querySelector(".primary").focus();
  });
}
