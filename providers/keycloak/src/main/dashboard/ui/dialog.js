/*
 * Dialogs, on the browser's own <dialog>: it keeps the focus inside, closes with Escape and gives the focus back. One that
 * is closed is taken out of the page with all that it held; moving to another view closes it. The view may have been drawn
 * anew meanwhile: then the focus goes to the opener's successor, by its id, or to the heading.
 *
 *   const box = dialog({title, content: nodes, actions: nodes, wide: true, onCancel})
 *   box.close()
 *
 *   formDialog({title, lead, fields, submit, act})     a form (ui/form.js) in a dialog; closes when act() is ok
 *   confirmTyped({title, text, word, submit, act})     for what cannot be undone: the reader types the word first
 *   reveal({title, lead, secret, more})                shows a secret once; more(secret) adds nodes below it
 */
import {h, icon, newId} from "../dom.js";
import {rich, t} from "../i18n.js";
import {button, iconButton} from "./button.js";
import {form} from "./form.js";

/** @param onCancel asked when the reader presses Escape or the cross; answers whether the dialog may close */
export function dialog({title, content, actions, wide, onCancel = () => true, onClose = () => {}}) {
  const heading = newId();
  const opener = document.activeElement?.id;
  const cancel = () => onCancel() && close();
  const leave = () => {
    if (!element.isConnected) return;
    removeEventListener("hashchange", close);
    element.remove();
    if (document.activeElement === document.body) (document.getElementById(opener) ?? document.querySelector("h1"))?.focus();
    onClose();
  };
  // Out of the page at once: the browser's own event comes a moment later, and a secret would stay as long.
  const close = () => {
    element.close();
    leave();
  };
  const element = h(
    "dialog",
    {
      class: wide ? "dialog wide" : "dialog",
      "aria-labelledby": heading,
      on: {
        cancel: (event) => {
          event.preventDefault();
          cancel();
        },
        // Of two presses the browser lets only the first be prevented above.
        keydown: (event) => {
          if (event.key !== "Escape" || event.isComposing) return;
          event.preventDefault();
          cancel();
        },
        close: leave,
      },
    },
    h(
      "div",
      {class: "dialog-head"},
      h("h2", {id: heading}, title),
      iconButton("close", t("close"), cancel),
    ),
    h("div", {class: "dialog-body"}, content),
    actions && h("div", {class: "dialog-foot"}, actions),
  );
  addEventListener("hashchange", close);
  document.body.append(element);
  element.showModal();
  return {element, close};
}

/**
 * @param act called with the values of the fields, answers a result; the dialog stays open when it is a problem
 * @param done called with the value of the result, after the dialog has closed
 */
export function formDialog({title, lead, fields, submit, danger, act, done = () => {}}) {
  let box = null;
  const content = form({
    fields,
    submit,
    danger,
    onCancel: () => box.close(),
    act: async (values) => {
      const result = await act(values);
      if (result.ok) {
        box.close();
        done(result.value);
      }
      return result;
    },
  });
  box = dialog({title, content: [lead && h("p", {class: "lead"}, lead), content]});
  content.querySelector("input, select, textarea")?.focus();
  return box;
}

export function confirmTyped({title, text, word, submit, act, done}) {
  return formDialog({
    title,
    lead: text,
    fields: [
      {
        name: "word",
        label: rich("confirm.type", {word: h("strong", {class: "mono"}, word)}),
        required: true,
        autocomplete: "off",
        check: (value) => value === word ? null : t("confirm.differs"),
      },
    ],
    submit,
    danger: true,
    act,
    done,
  });
}

/**
 * The secret is in this page as long as the dialog is open. Escape closes it only once the secret was copied, alone or in
 * something of more(secret, onCopy).
 */
export function reveal({title, lead, secret, more = () => null}) {
  let copied = false;
  const onCopy = () => { copied = true; };
  const warning = h("p", {class: "field-error", role: "alert"});
  const box = dialog({
    title,
    wide: true,
    content: [
      h("p", {class: "notice warn"}, icon("alert"), h("span", null, lead)),
      copyable(t("reveal.secret"), secret, onCopy),
      more(secret, onCopy),
      warning,
    ],
    actions: [button(t("reveal.done"), () => box.close(), {kind: "primary"})],
    onCancel: () => {
      if (!copied) warning.textContent = t("reveal.copyFirst");
      return copied;
    },
    onClose: () => removeEventListener("pagehide", leave),
  });
  // A page that the browser keeps for its back button would keep the secret too.
  const leave = () => box.close();
  addEventListener("pagehide", leave);
  box.element.querySelector(".copy button").focus();
  return box;
}

/** A text that is there to be copied, in one line or in several. */
export function copyable(label, text, onCopy = () => {}) {
  const id = newId();
  const content = h("code", {id, class: "copy-text", tabindex: "0", role: "textbox", "aria-readonly": "true",
    "aria-multiline": text.includes("\n") ? "true" : null, "aria-label": label, on: {copy: onCopy}}, text);
  const words = h("span", null, t("copy"));
  const copy = h(
    "button",
    {
      type: "button",
      class: "button",
      on: {
        click: async () => {
          if (!await copyToClipboard(content)) return;
          onCopy();
          words.textContent = t("copied");
        },
      },
    },
    icon("copy"),
    words,
    h("span", {class: "hidden"}, " " + label),
  );
  return h("div", {class: "copy"}, content, copy);
}

/**
 * Outside of HTTPS and localhost there is no clipboard for scripts; then the text is selected and copied as by hand.
 *
 * @returns whether it was; else it is still selected
 */
async function copyToClipboard(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  }
}
