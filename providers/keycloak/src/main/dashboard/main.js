/*
 * Where the page starts: sign-in, texts and organizations, then the frame, and from then on one view after the other.
 */
import {explained, onChange} from "./api.js";
import {frame} from "./frame.js";
import {speak} from "./i18n.js";
import {reloadOrganizations} from "./organizations.js";
import {onMove} from "./router.js";
import {onEnded, person, start} from "./session.js";
import {askToSignInAgain} from "./signed-out.js";
import {failed} from "./ui/states.js";
import {stage} from "./view.js";

async function begin() {
  const [started] = await Promise.all([start(), speak([])]);
  if (!started.ok) return stop(explained(started.problem).problem, () => location.reload());
  onEnded(askToSignInAgain);
  if (person().locale) await speak([person().locale]);
  return open();
}

function stop(problem, retry) {
  document.body.replaceChildren(failed(problem, retry));
}

async function open() {
  const loaded = await reloadOrganizations();
  if (!loaded.ok) return stop(loaded.problem, open);
  const page = frame();
  const {show, refresh} = stage(page);
  onMove(show);
  onChange(async ({data: path}) => {
    if (path.startsWith("/api/auth/organization")) await reloadOrganizations();
    refresh();
  });
  return show();
}

begin().catch(() => {
  // Without its texts the page has no words of its own.
  document.body.textContent = "Weavz does not answer. Please load this page again.";
});
