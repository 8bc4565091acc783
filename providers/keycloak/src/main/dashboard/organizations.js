/*
 * The organizations of the person, and the role in each. Loaded once; reloadOrganizations() after one was made, joined or
 * left, or when one is asked for that is not among them.
 *
 *   organizations()        [{id, slug, name}, …]
 *   bySlug(slug)           one of them, or undefined
 *   firstChoice()          the one that the session acts for, or the first
 *   await roleIn(org, asks)   {ok: true, value: "owner" | "admin" | "member"}; a member who asks for more may have more now
 */
import {all, apiOf} from "./api.js";

let list = [];
let active = null;
let roles = new Map();

export function organizations() {
  return list;
}

export function bySlug(slug) {
  return list.find((org) => org.slug === slug);
}

export function firstChoice() {
  return list.find((org) => org.id === active) ?? list[0];
}

export async function reloadOrganizations() {
  const api = apiOf();
  const result = await all({
    list: api.get("/api/auth/organization/list"),
    session: api.get("/api/auth/get-session"),
  });
  if (result.ok) {
    list = result.value.list.sort((one, other) => one.name.localeCompare(other.name));
    active = result.value.session?.session?.activeOrganizationId;
    roles = new Map();
  }
  return result;
}

export async function roleIn(org, asksForMore) {
  if (!roles.has(org.id) || asksForMore && roles.get(org.id) === "member") {
    const result = await apiOf().get("/api/auth/organization/get-active-member-role", {organizationId: org.id});
    if (!result.ok) return result;
    roles.set(org.id, result.value.role);
  }
  return {ok: true, value: roles.get(org.id)};
}

/** Makes it the one that the next sign-in starts with, here and for the API's cookie. */
export function makeActive(org) {
  active = org.id;
  return apiOf().post("/api/auth/organization/set-active", {organizationId: org.id});
}
