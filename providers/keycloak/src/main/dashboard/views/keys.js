/*
 * What is done with a key that there is, be it an organization's or a platform's.
 *
 *   keyActions(context, key, {path, revokeText, longestOverlap, send})   the buttons of its row
 *     path             of the keys of this kind, below which each has its id
 *     revokeText       the name of the text that says what its end means
 *     longestOverlap   seconds for which an old secret may live on beside the new one
 *     send             runs the call for a new secret; asks for a fresh sign-in where one is needed
 */
import {t} from "../i18n.js";
import {button} from "../ui/button.js";
import {confirmTyped, formDialog, reveal} from "../ui/dialog.js";
import {complain, toast} from "../ui/toast.js";

const HOUR = 3600;
const DAY = 24 * HOUR;

export function keyActions(context, key, kind) {
  const named = (label, run, id) => button(label, run, {kind: "quiet", hint: key.name, id: `${id}-${key.id}`});
  return [
    named(t(key.enabled ? "apiKeys.disable" : "apiKeys.enable"), () => setEnabled(context, key, kind, !key.enabled), "switch"),
    named(t("apiKeys.regenerate"), () => regenerate(context, key, kind), "regenerate"),
    named(t("apiKeys.revoke"), () => revoke(context, key, kind), "revoke"),
  ];
}

function regenerate(context, key, {path, longestOverlap, send}) {
  const overlaps = [
    {seconds: 0, label: t("apiKeys.overlapNone")},
    {seconds: HOUR, label: t("apiKeys.overlapHours", {count: 1})},
    {seconds: DAY, label: t("apiKeys.overlapHours", {count: 24})},
    {seconds: 7 * DAY, label: t("apiKeys.overlapDays", {count: 7})},
  ];
  formDialog({
    title: t("apiKeys.regenerateTitle", {name: key.name}),
    lead: t("apiKeys.regenerateText"),
    fields: [{
      name: "overlap",
      type: "select",
      label: t("apiKeys.overlap"),
      hint: t("apiKeys.overlapHint"),
      required: true,
      value: String(HOUR),
      options: overlaps
        .filter(({seconds}) => seconds <= longestOverlap)
        .map(({seconds, label}) => ({value: String(seconds), label})),
    }],
    submit: t("apiKeys.regenerate"),
    act: ({overlap}) => send(() => context.api.post(`${path}/${key.id}/regenerate`, {overlapSeconds: Number(overlap)})),
    done: ({plainKey}) => {
      context.reload();
      reveal({title: t("apiKeys.regenerated", {name: key.name}), lead: t("apiKeys.once"), secret: plainKey});
    },
  });
}

function revoke(context, key, {path, revokeText}) {
  confirmTyped({
    title: t("apiKeys.revokeTitle", {name: key.name}),
    text: t(revokeText),
    word: key.name,
    submit: t("apiKeys.revoke"),
    act: () => context.api.delete(`${path}/${key.id}`),
    done: () => {
      toast(t("apiKeys.revoked", {name: key.name}));
      context.reload();
    },
  });
}

async function setEnabled(context, key, kind, enabled) {
  const result = await context.api.patch(`${kind.path}/${key.id}`, {enabled});
  if (!result.ok) return complain(result.problem);
  context.reload();
  toast(
    t(enabled ? "apiKeys.enabled" : "apiKeys.disabled", {name: key.name}),
    {label: t("undo"), run: () => setEnabled(context, key, kind, !enabled)},
  );
}
