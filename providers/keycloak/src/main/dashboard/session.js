/*
 * Who is signed in. Sign-in is OpenID Connect: authorization code with PKCE, for the realm's public client. Tokens live in
 * this module's memory and nowhere else; a reload signs in again, which the realm's single sign-on does without asking.
 *
 *   await start()        at the beginning: {ok: true} when signed in, {ok: false, problem} when nobody could be; it never
 *                        returns on the way to the sign-in page
 *   person()             the claims of the access token: sub, name, email, realm_access.roles, auth_time, …
 *   isAdministrator()    whether the person has the realm role weavz-admin; endpoints check it themselves
 *   await bearer()       {ok: true, value: token}, renewed when it is about to end; {ok: false, problem} when it cannot be
 *   await again(true)    asks for the password once more in a window of its own, for what needs a fresh sign-in
 *   leaveForGood()       after the sign-out
 *
 * Session storage holds what PKCE needs while the browser is at the sign-in page, and nothing at any other time.
 */
const CLIENT = "weavz-dashboard";
const PENDING = "weavz.sign-in";
const IN_WINDOW = "window.";
const ENDED = {status: 401, code: "SESSION_ENDED"};
const MARGIN_MS = 20_000;
const LATE_MS = 2_000;

/** The path of the realm's endpoints. */
export const realm = document.querySelector("meta[name=realm]").content;

const home = location.origin + location.pathname;
const oidc = realm + "/protocol/openid-connect";
const returns = new BroadcastChannel("weavz.sign-in");

let tokens = null;
let renewal = null;
let whenEnded = () => Promise.resolve(false);

export function person() {
  return tokens.claims;
}

export function isAdministrator() {
  return tokens.claims.realm_access?.roles?.includes("weavz-admin") ?? false;
}

/** The listener is called when the session has ended, and answers whether the person has signed in again. */
export function onEnded(listener) {
  whenEnded = listener;
}

export async function start() {
  const answer = new URLSearchParams(location.hash.slice(1));
  const pending = JSON.parse(sessionStorage.getItem(PENDING));
  sessionStorage.removeItem(PENDING);
  if (location.hash.startsWith("#/") || !answer.has("state")) return leave(location.hash);
  history.replaceState(null, "", home + (pending?.goal ?? ""));
  if (answer.get("state").startsWith(IN_WINDOW)) return handOver(answer);
  const isOurs = pending?.state === answer.get("state") && answer.has("code");
  const result = isOurs ? await redeem(answer.get("code"), pending.verifier) : {ok: false, problem: ENDED};
  if (!result.ok) return result.problem === ENDED && !pending?.again ? leave(pending?.goal ?? "", true) : result;
  tokens = result.value;
  return result;
}

/**
 * Goes to the sign-in page; the promise never ends, as the page does.
 *
 * @param again after an answer that was no use. The next one is the last, or a browser could go back and forth for ever
 */
async function leave(goal, again = false) {
  const attempt = newAttempt("");
  sessionStorage.setItem(PENDING, JSON.stringify({...attempt, goal, again}));
  location.replace(await address(attempt));
  return new Promise(() => {});
}

/** This is the window that again() opened: the page behind it waits for the answer. */
function handOver(answer) {
  returns.postMessage({state: answer.get("state"), code: answer.get("code")});
  close();
  return new Promise(() => {});
}

function newAttempt(prefix) {
  return {state: prefix + random(), verifier: random()};
}

async function address(attempt, more = {}) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(attempt.verifier));
  return `${oidc}/auth?` + new URLSearchParams({
    client_id: CLIENT,
    redirect_uri: home,
    response_type: "code",
    response_mode: "fragment",
    scope: "openid",
    state: attempt.state,
    code_challenge: base64url(new Uint8Array(hash)),
    code_challenge_method: "S256",
    ...more,
  });
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function redeem(code, verifier) {
  return ask({grant_type: "authorization_code", code, redirect_uri: home, code_verifier: verifier});
}

/** Asks the token endpoint; answers a result whose value is what tokens holds. */
async function ask(form) {
  let response;
  try {
    response = await fetch(`${oidc}/token`, {
      method: "POST",
      body: new URLSearchParams({client_id: CLIENT, ...form}),
      cache: "no-store",
      credentials: "omit",
    });
  } catch {
    return {ok: false, problem: {status: 0, code: "UNREACHABLE"}};
  }
  if (response.status >= 500) return {ok: false, problem: {status: response.status, code: "UNAVAILABLE"}};
  if (!response.ok) return {ok: false, problem: ENDED};
  const body = await response.json();
  return {
    ok: true,
    value: {
      access: body.access_token,
      refresh: body.refresh_token,
      ends: Date.now() + body.expires_in * 1000 - MARGIN_MS,
      claims: claimsOf(body.access_token),
    },
  };
}

function claimsOf(token) {
  const text = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (char) => char.charCodeAt(0))));
}

export async function bearer() {
  if (tokens && Date.now() < tokens.ends) return {ok: true, value: tokens.access};
  return renewed();
}

/** A new token although the old one has time left: the API has refused it. Calls at the same time share one renewal. */
export function renewed() {
  renewal ??= renew().finally(() => { renewal = null; });
  return renewal;
}

async function renew() {
  const result = await ask({grant_type: "refresh_token", refresh_token: tokens.refresh});
  if (result.ok) tokens = result.value;
  else if (result.problem !== ENDED || !await whenEnded()) return result;
  return {ok: true, value: tokens.access};
}

/**
 * Signs in once more in a window of its own, so that what is half done on this page stays. Must be called while a click is
 * handled, or browsers open no window.
 *
 * @param fresh whether the password is asked for although the session lives
 * @returns whether it worked; false when the window was closed or nobody allowed it
 */
export async function again(fresh) {
  const attempt = newAttempt(IN_WINDOW);
  const opened = open("about:blank", "_blank", "popup,width=520,height=720");
  if (!opened) return false;
  // The realm's pages, and those of the providers that it leads to, have no business here.
  opened.opener = null;
  opened.location = await address(attempt, fresh ? {prompt: "login"} : {});
  const code = await answerOf(opened, attempt.state);
  const result = code ? await redeem(code, attempt.verifier) : {ok: false};
  if (!result.ok) return false;
  // Somebody else: nothing that was asked for on this page may be done in their name.
  if (result.value.claims.sub !== tokens.claims.sub) return leave(location.hash);
  tokens = result.value;
  return true;
}

/** The window sends its answer and closes, and that it is closed may be seen first: so an answer has LATE_MS more to come. */
function answerOf(opened, state) {
  return new Promise((resolve) => {
    const done = (code) => {
      clearInterval(watch);
      returns.removeEventListener("message", listener);
      resolve(code);
    };
    const listener = (event) => {
      if (event.data.state === state) done(event.data.code);
    };
    const watch = setInterval(() => {
      if (!opened.closed) return;
      clearInterval(watch);
      setTimeout(done, LATE_MS, null);
    }, 500);
    returns.addEventListener("message", listener);
  });
}

export function leaveForGood() {
  tokens = null;
  location.replace(home);
}
