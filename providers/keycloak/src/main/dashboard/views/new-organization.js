/* A new organization: the first step of somebody who has none. */
import {h} from "../dom.js";
import {t} from "../i18n.js";
import {organizations, reloadOrganizations} from "../organizations.js";
import {go, href} from "../router.js";
import {form} from "../ui/form.js";
import {slugOf} from "./projects.js";

export const title = "newOrganization.title";
export const lead = "newOrganization.lead";
export const still = true;

export function render({api}) {
  return [
    !organizations().length && h("p", {class: "notice"}, t("newOrganization.first")),
    h("section", {class: "card narrow"}, form({
      fields: [
        {name: "name", label: t("name"), required: true, autocomplete: "organization"},
        {name: "slug", label: t("slug"), hint: t("slugFromName")},
      ],
      submit: t("newOrganization.create"),
      act: async ({name, slug}) => {
        const result = await api.post("/api/auth/organization/create", {name, slug: slug || slugOf(name)});
        if (result.ok) {
          await reloadOrganizations();
          go(href`/o/${result.value.slug}`);
        }
        return result;
      },
    })),
  ];
}
