/*
 * Where the page starts: sign-in, texts and organizations, then the frame, and from then on one view after the other.
 */
import {onChange} from "./api.js";
import {frame} from "./frame.js";
import {speak} from "./i18n.js";
import {reloadOrganizations} from "./organizations.js";
import {onMove} from "./router.js";
import {onEnded, person, start} from "./session.js";
import {askToSignInAgain} from "./signed-out.js";
import {failed} from "./ui/states.js";
import {stage} from "./view.js";

async function begin() {
  await Promise.all([start(), speak([])]);
  onEnded(askToSignInAgain);
  if (person().locale) await speak([person().locale]);
  await open();
}

async function open() {
  const loaded = await reloadOrganizations();
  if (!loaded.ok) {
    document.body.replaceChildren(failed(loaded.problem, open));
    return;
  }
  const page = frame();
  const {show, refresh} = stage(page);
  onMove(show);
  onChange(refresh);
  await show();
}

begin();
