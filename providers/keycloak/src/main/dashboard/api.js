/*
 * Calls our REST. Nothing is thrown: every call ends in a result,
 *
 *   {ok: true, value: body}   or   {ok: false, problem: {status, code, message, field, retryAfter}}
 *
 * where status 0 means that nobody answered. A call waits while the person signs in again, and then goes on.
 *
 *   const api = apiOf(organizationId);            or apiOf() where no organization is meant
 *   await api.get("/api/v1/api-keys", {limit: 50}, signal)
 *   await api.post("/api/v1/api-keys", {name})
 *   await api.list("/api/v1/projects", "projects", {}, signal)   all pages of a list, as if they were one
 *   await api.file("/api/v1/…", {format: "csv"})                 the value is a Blob
 *   await all({keys: api.get(…), members: api.get(…)})           one result of several: the first problem, or all values by name
 *
 * After a change the other tabs are told (onChange), so that they show it too.
 */
import {t, has} from "./i18n.js";
import {bearer, realm, renewed} from "./session.js";

const changes = new BroadcastChannel("weavz.changes");

/** The listener is called after a change in another tab of this browser. */
export function onChange(listener) {
  changes.addEventListener("message", listener);
}

export function apiOf(organizationId) {
  const headers = organizationId ? {"X-Org-ID": organizationId} : {};
  const get = (path, query, signal) => call("GET", withQuery(path, query), headers, undefined, signal);
  const change = async (method, path, body) => {
    const result = await call(method, path, headers, body);
    if (result.ok) changes.postMessage(path);
    return result;
  };
  return {
    get,
    list: (path, name, query, signal) => pages((page) => get(path, {...query, ...page}, signal), name, query.limit ?? 100),
    file: (path, query) => call("GET", withQuery(path, query), headers, undefined, undefined, (response) => response.blob()),
    post: (path, body = {}) => change("POST", path, body),
    patch: (path, body) => change("PATCH", path, body),
    delete: (path) => change("DELETE", path),
  };
}

function withQuery(path, query) {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

async function pages(get, name, limit) {
  const rows = [];
  for (;;) {
    const result = await get({limit, offset: rows.length});
    if (!result.ok) return result;
    const {[name]: found, total} = result.value;
    rows.push(...found);
    if (rows.length >= total || !found.length) return {ok: true, value: {[name]: rows, total: rows.length}};
  }
}

/** One result of several calls. */
export async function all(calls) {
  const names = Object.keys(calls);
  const results = await Promise.all(Object.values(calls));
  const failed = results.find((result) => !result.ok);
  return failed ?? {ok: true, value: Object.fromEntries(names.map((name, i) => [name, results[i].value]))};
}

async function call(method, path, headers, body, signal, read = (response) => response.json().catch(() => null)) {
  let token = await bearer();
  if (!token.ok) return explained(token.problem);
  let response = await send(method, path, headers, body, signal, token.value);
  if (response?.status === 401) {
    token = await renewed();
    if (!token.ok) return explained(token.problem);
    response = await send(method, path, headers, body, signal, token.value);
  }
  if (!response) return explained({status: 0, code: "UNREACHABLE"});
  if (response.ok) {
    return read(response).then((value) => ({ok: true, value}), () => explained({status: 0, code: "UNREACHABLE"}));
  }
  const answer = await response.json().catch(() => null);
  return explained({
    status: response.status,
    code: answer?.code ?? (response.status > 500 ? "UNAVAILABLE" : String(response.status)),
    message: answer?.message,
    field: answer?.details?.field,
    retryAfter: Number(response.headers.get("Retry-After")) || undefined,
  });
}

async function send(method, path, headers, body, signal, token) {
  try {
    return await fetch(realm + path, {
      method,
      signal,
      cache: "no-store",
      headers: {
        ...headers,
        Authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : {"Content-Type": "application/json"}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    return null;
  }
}

/** In the reader's language where we have words for the code, else in the server's, and what to do about it. */
export function explained(problem) {
  const key = `problem.${problem.code}`;
  const message = has(key)
    ? t(key, {seconds: problem.retryAfter ?? 1, message: problem.message})
    : problem.message ?? t("problem.unknown", {status: problem.status});
  return {ok: false, problem: {...problem, message}};
}
