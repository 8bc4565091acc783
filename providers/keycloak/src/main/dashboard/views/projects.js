/* The projects of the organization: what keys and MCP servers can be limited to. */
import {h} from "../dom.js";
import {date, t} from "../i18n.js";
import {button} from "../ui/button.js";
import {confirmTyped, formDialog} from "../ui/dialog.js";
import {empty} from "../ui/states.js";
import {badge, table} from "../ui/table.js";
import {complain, toast} from "../ui/toast.js";

const PATH = "/api/v1/projects";

export const title = "projects.title";
export const lead = "projects.lead";

/** All of them, the suspended ones too: also what other views name projects by. */
export function load({api, signal}) {
  return api.list(PATH, "projects", {includeSuspended: true}, signal);
}

export function actions(context) {
  return [button(t("projects.create"), () => edit(context), {kind: "primary", picture: "plus", id: "create"})];
}

export function render(context, {projects, total}) {
  if (!total) return empty({picture: "projects", title: t("projects.none"), text: t("projects.noneText")});
  return table({
    caption: t("projects.title"),
    rows: projects,
    key: (project) => project.id,
    columns: [
      {
        main: true,
        label: t("name"),
        cell: (project) => [project.name, " ", project.suspended && badge(t("suspended"), "warn"), h("span", {class: "sub mono"}, project.slug)],
      },
      {label: t("createdBy"), cell: (project) => date(project.createdAt)},
      {
        actions: true,
        cell: (project) => [
          ["edit", t("edit"), () => edit(context, project)],
          ["suspend", t(project.suspended ? "servers.resume" : "servers.suspend"), () => suspend(context, project, !project.suspended)],
          ["remove", t("remove"), () => remove(context, project)],
        ].map(([id, label, run]) => button(label, run, {kind: "quiet", hint: project.name, id: `${id}-${project.id}`})),
      },
    ],
  });
}

/** A name in small letters, digits and hyphens. */
export function slugOf(name) {
  return name.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60);
}

function edit(context, project) {
  formDialog({
    title: project ? t("projects.edit", {name: project.name}) : t("projects.create"),
    fields: [
      {name: "name", label: t("name"), required: true, value: project?.name},
      {name: "slug", label: t("slug"), hint: t(project ? "slugHint" : "slugFromName"), required: Boolean(project), value: project?.slug},
    ],
    submit: project ? t("save") : t("projects.create"),
    act: ({name, slug}) => project
      ? context.api.patch(`${PATH}/${project.id}`, {name, slug})
      : context.api.post(PATH, {name, slug: slug || slugOf(name)}),
    done: () => {
      toast(t("saved"));
      context.reload();
    },
  });
}

async function suspend(context, project, suspended) {
  const result = await context.api.patch(`${PATH}/${project.id}`, {suspended});
  if (!result.ok) return complain(result.problem);
  context.reload();
  toast(
    t(suspended ? "servers.isSuspended" : "servers.isResumed", {name: project.name}),
    {label: t("undo"), run: () => suspend(context, project, !suspended)},
  );
}

function remove(context, project) {
  confirmTyped({
    title: t("servers.removeTitle", {name: project.name}),
    text: t("projects.removeText"),
    word: project.slug,
    submit: t("remove"),
    act: () => context.api.delete(`${PATH}/${project.id}`),
    done: () => {
      toast(t("removed", {name: project.name}));
      context.reload();
    },
  });
}
