/*
 * Addresses of views. They are in the fragment, so each can be linked to and none reaches a server: #/o/acme/api-keys.
 *
 *   match(routes)       the first route whose path fits the current address, as {route, params, query}; null when none does
 *   href(path, query)   for links: href`/o/${slug}/api-keys` encodes what is put in
 *   go(address)         navigates; replace(address) does without a step in the history
 *   onMove(listener)    after each move
 */
export function href(parts, ...values) {
  return "#" + parts.reduce((path, part, i) => path + encodeURIComponent(values[i - 1]) + part);
}

export function go(address) {
  location.hash = address;
}

export function replace(address) {
  history.replaceState(null, "", address);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export function onMove(listener) {
  addEventListener("hashchange", listener);
}

export function match(routes) {
  const [path, query] = location.hash.slice(1).split("?");
  const parts = path.split("/").filter(Boolean);
  for (const route of routes) {
    const params = fit(route.path.split("/").filter(Boolean), parts);
    if (params) return {route, params, query: Object.fromEntries(new URLSearchParams(query))};
  }
  return null;
}

function fit(pattern, parts) {
  if (pattern.length !== parts.length) return null;
  const params = {};
  for (const [i, part] of pattern.entries()) {
    if (part.startsWith(":")) params[part.slice(1)] = decoded(parts[i]);
    else if (part !== parts[i]) return null;
  }
  return params;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
