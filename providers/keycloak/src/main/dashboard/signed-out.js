/*
 * The end of a session: signOut() ends it in the realm, for every page and client. And when it has ended while somebody
 * works, here, in another tab, or by an administrator, what is on the page stays; the person signs in again in a window of
 * its own, and the call that was refused goes on.
 */
import {apiOf} from "./api.js";
import {t} from "./i18n.js";
import {again, leaveForGood, person} from "./session.js";
import {button} from "./ui/button.js";
import {dialog} from "./ui/dialog.js";
import {h} from "./dom.js";
import {complain} from "./ui/toast.js";

let asking = null;

export async function signOut() {
  const result = await apiOf().post("/api/auth/sign-out");
  return result.ok || result.problem.code === "SESSION_ENDED" ? leaveForGood() : complain(result.problem);
}

/** Answers whether the person has signed in again. Calls that end together ask once. */
export function askToSignInAgain() {
  asking ??= new Promise((resolve) => {
    let signedIn = false;
    const problem = h("p", {class: "notice bad", role: "alert", hidden: true});
    const box = dialog({
      title: t("ended.title"),
      content: [h("p", {class: "lead"}, t("ended.text", {email: person().email ?? person().name ?? ""})), problem],
      actions: [
        button(t("ended.reload"), () => location.reload(), {kind: "quiet"}),
        button(t("ended.signIn"), async () => {
          signedIn = await again(false);
          if (signedIn) box.close();
          problem.textContent = t("ended.failed");
          problem.hidden = signedIn;
        }, {kind: "primary"}),
      ],
      onClose: () => {
        asking = null;
        resolve(signedIn);
      },
    });
  });
  return asking;
}
