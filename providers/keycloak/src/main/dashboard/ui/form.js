/*
 * Forms.
 *
 *   form({fields, submit: t("create"), act: async (values) => result, onCancel})
 *
 * A field is {name, label, hint, type, value, required, options, check, when}:
 *   type      text (unless said otherwise), email, number, textarea, select, radios, checks, datetime
 *   options   of select, radios and checks: [{value, label, hint}]
 *   check     (value, values) => what is wrong with it, or null
 *   when      (values) => whether the field is shown and sent
 * Values are trimmed texts; of checks a list, of number a number, of datetime a time in ISO 8601; "" where nothing is entered.
 * A problem with a field is shown below that field, another one above the buttons, in the server's words made readable.
 */
import {h, newId} from "../dom.js";
import {t} from "../i18n.js";
import {button} from "./button.js";

export function form({fields, submit, danger, act, onCancel}) {
  const controls = fields.map((field) => control(field));
  const problem = h("p", {class: "notice bad", role: "alert", hidden: true});
  const send = h("button", {type: "submit", class: danger ? "button danger" : "button primary"}, submit);

  const values = () => Object.fromEntries(controls.filter((each) => !each.row.hidden)
    .map((each) => [each.field.name, each.value()]));
  const arrange = () => {
    for (const each of controls) each.row.hidden = !(each.field.when?.(values()) ?? true);
  };

  const element = h(
    "form",
    {
      class: "form",
      novalidate: true,
      on: {
        input: arrange,
        submit: async (event) => {
          event.preventDefault();
          if (send.getAttribute("aria-disabled")) return;
          const given = values();
          problem.hidden = true;
          if (!checked(controls, given)) return;
          send.setAttribute("aria-disabled", "true");
          const result = await act(given);
          send.removeAttribute("aria-disabled");
          if (!result.ok) complain(controls, problem, result.problem);
        },
      },
    },
    controls.map((each) => each.row),
    problem,
    h("div", {class: "form-foot"}, onCancel && button(t("cancel"), onCancel), send),
  );
  arrange();
  return element;
}

function checked(controls, values) {
  let first = null;
  for (const each of controls.filter((control) => !control.row.hidden)) {
    const value = values[each.field.name];
    const missing = each.field.required && (value === "" || value.length === 0);
    const wrong = missing ? t("form.required") : each.invalid() ?? (value === "" ? null : each.field.check?.(value, values) ?? null);
    each.complain(wrong);
    first ??= wrong && each;
  }
  first?.focus();
  return !first;
}

function complain(controls, line, problem) {
  const field = controls.find((each) => each.field.name === problem.field && !each.row.hidden);
  if (field) {
    field.complain(problem.message);
    field.focus();
  } else {
    line.textContent = problem.message;
    line.hidden = false;
  }
}

function control(field) {
  const id = newId();
  const error = h("p", {class: "field-error", id: `${id}-error`});
  const hint = field.hint && h("p", {class: "hint", id: `${id}-hint`}, field.hint);
  const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  const made = field.type === "radios" || field.type === "checks"
    ? group(field, id, described, hint, error)
    : single(field, id, described, hint, error);
  return {
    field,
    invalid: () => null,
    ...made,
    complain: (text) => {
      error.textContent = text ?? "";
      for (const input of made.inputs) {
        if (text) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
    },
    focus: () => made.inputs[0]?.focus(),
  };
}

const INPUT_TYPES = {datetime: "datetime-local", number: "number", email: "email"};

function single(field, id, described, hint, error) {
  const shared = {id, name: field.name, "aria-describedby": described, required: field.required};
  const input = field.type === "select"
    ? h("select", shared, field.options.map((option) =>
      h("option", {value: option.value, selected: option.value === field.value}, option.label)))
    : field.type === "textarea"
      ? h("textarea", {...shared, rows: "3", value: field.value ?? ""})
      : h("input", {
        ...shared,
        type: INPUT_TYPES[field.type] ?? "text",
        value: field.value ?? "",
        min: field.min,
        max: field.max,
        maxlength: field.maxlength ?? (field.type ? null : 255),
        autocomplete: field.autocomplete ?? "off",
        spellcheck: "false",
        placeholder: field.placeholder,
      });
  return {
    row: h(
      "div",
      {class: "field"},
      h("label", {for: id}, field.label, !field.required && h("span", {class: "optional"}, " ", t("form.optional"))),
      input,
      hint,
      error,
    ),
    inputs: [input],
    value: () => read(field, input.value.trim()),
    invalid: () => input.validity.badInput || input.validity.typeMismatch || input.validity.rangeUnderflow
      || input.validity.rangeOverflow ? input.validationMessage : null,
  };
}

/** What was entered in the reader's zone goes out in none. */
function read(field, text) {
  if (text === "") return "";
  if (field.type === "number") return Number(text);
  return field.type === "datetime" ? new Date(text).toISOString() : text;
}

function group(field, id, described, hint, error) {
  const many = field.type === "checks";
  const inputs = field.options.map((option) => h("input", {
    type: many ? "checkbox" : "radio",
    name: id,
    value: option.value,
    checked: many ? (field.value ?? []).includes(option.value) : option.value === field.value,
  }));
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    row: h(
      "fieldset",
      {class: "field", "aria-describedby": described},
      h("legend", null, field.label),
      h("div", {class: "choices"}, field.options.map((option, i) => h(
        "label",
        {class: "choice"},
        inputs[i],
        h("span", null, h("span", {class: "choice-name"}, option.label),
          option.hint && h("span", {class: "hint"}, option.hint)),
      ))),
      hint,
      error,
    ),
    inputs,
    value: () => many ? chosen() : chosen()[0] ?? "",
  };
}
