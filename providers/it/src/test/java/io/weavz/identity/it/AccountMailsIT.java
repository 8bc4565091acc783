package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Mailbox;
import io.weavz.identity.it.harness.Weavz;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A forgotten password and the proof of an address, by mail. */
@Tag("postgres")
class AccountMailsIT {
    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.expect(status).text("/code")).isEqualTo(code);
    }

    private static String link(String email, String part) {
        String link = Mailbox.await(email).link().toString();
        assertThat(link).startsWith(Weavz.server().url() + "/api/auth/" + part);
        return link;
    }

    private static String tokenOf(String location) {
        return location.substring(location.indexOf("token=") + "token=".length());
    }

    @Test
    void aForgottenPasswordIsSetAnewByTheMail() {
        AuthClient pat = AuthClient.signedUp();
        String email = pat.email();
        Answer asked = AuthClient.anonymous()
                .post("/request-password-reset", "email", email, "redirectTo", "/reset")
                .expect(200);
        String location = Http.get(link(email, "reset-password/"))
                .expect(302)
                .header("Location")
                .orElseThrow();
        assertThat(location).startsWith("/reset?token=");
        String token = tokenOf(location);

        AuthClient anyone = AuthClient.anonymous();
        refused(anyone.post("/reset-password", "newPassword", "short", "token", token), 400, "PASSWORD_TOO_SHORT");
        assertThat(anyone.post("/reset-password", "newPassword", "a new password", "token", token)
                        .expect(200)
                        .body())
                .isEqualTo("{\"status\":true}");
        refused(
                anyone.post("/reset-password", "newPassword", "another password", "token", token),
                400,
                "INVALID_TOKEN");
        assertThat(pat.get("/get-session").body()).isEqualTo("null");
        AuthClient.anonymous().signIn(email, AuthClient.PASSWORD).expect(401);
        AuthClient.anonymous().signIn(email, "a new password").expect(200);

        Answer unknown = AuthClient.anonymous()
                .post("/request-password-reset", "email", AuthClient.newEmail())
                .expect(200);
        assertThat(unknown.body()).isEqualTo(asked.body());
    }

    @Test
    void aLinkIsWorthNothingOnceThePasswordHasChanged() {
        AuthClient pat = AuthClient.signedUp();
        String email = pat.email();
        AuthClient.anonymous().post("/request-password-reset", "email", email).expect(200);
        String first = link(email, "reset-password/");
        pat.post("/change-password", "currentPassword", AuthClient.PASSWORD, "newPassword", "changed meanwhile")
                .expect(200);
        assertThat(Http.get(first).expect(302).header("Location")).hasValue("/?error=INVALID_TOKEN");
    }

    @Test
    @DisplayName("case 44: the link of a mail leads to no foreign page")
    void aMailLeadsToNoForeignPage() {
        AuthClient pat = AuthClient.signedUp();
        refused(
                AuthClient.anonymous()
                        .post("/request-password-reset", "email", pat.email(), "redirectTo", "https://evil.example/"),
                403,
                "INVALID_REDIRECT_URL");
        refused(
                Http.get("/api/auth/reset-password/x?callbackURL=https://evil.example")
                        .send(),
                403,
                "INVALID_CALLBACK_URL");
        refused(
                Http.get("/api/auth/verify-email?token=x&callbackURL=//evil.example")
                        .send(),
                403,
                "INVALID_CALLBACK_URL");
        refused(Http.get("/api/auth/reset-password/x").send(), 400, "VALIDATION_ERROR");
    }

    @Test
    void anAddressIsProvedByTheMail() {
        AuthClient pat = AuthClient.signedUp();
        String email = pat.email();
        pat.post("/send-verification-email", "email", email, "callbackURL", "/done")
                .expect(200);
        String link = link(email, "verify-email?token=");
        assertThat(Http.get(link).expect(302).header("Location")).hasValue("/done");
        assertThat(pat.get("/get-session").json().at("/user/emailVerified").asBoolean())
                .isTrue();
        refused(pat.post("/send-verification-email", "email", email), 400, "EMAIL_ALREADY_VERIFIED");
        refused(pat.post("/send-verification-email", "email", AuthClient.newEmail()), 400, "EMAIL_MISMATCH");
        assertThat(AuthClient.anonymous()
                        .post("/send-verification-email", "email", AuthClient.newEmail())
                        .expect(200)
                        .body())
                .isEqualTo("{\"status\":true}");
    }

    @Test
    void aTokenOfOneKindIsNoneOfTheOther() {
        AuthClient pat = AuthClient.signedUp();
        String email = pat.email();
        pat.post("/send-verification-email", "email", email).expect(200);
        String verify = tokenOf(URI.create(link(email, "verify-email")).getRawQuery());
        refused(
                AuthClient.anonymous().post("/reset-password", "newPassword", "a new password", "token", verify),
                400,
                "INVALID_TOKEN");
        refused(Http.get("/api/auth/verify-email?token=" + verify + "x").send(), 401, "INVALID_TOKEN");
        refused(Http.get("/api/auth/verify-email").send(), 401, "INVALID_TOKEN");
        assertThat(Http.get("/api/auth/verify-email?token=x&callbackURL=/done")
                        .expect(302)
                        .header("Location"))
                .hasValue("/done?error=INVALID_TOKEN");
        Answer done = Http.get("/api/auth/verify-email?token=" + verify).expect(200);
        assertThat(done.body()).isEqualTo("{\"status\":true,\"user\":null}");
    }

    @Test
    @DisplayName("case 49: no token of a mail stands in the log")
    void noTokenIsLogged() {
        AuthClient pat = AuthClient.signedUp();
        AuthClient.anonymous()
                .post("/request-password-reset", "email", pat.email())
                .expect(200);
        String token =
                link(pat.email(), "reset-password/").split("reset-password/")[1].split("\\?")[0];
        Http.get("/api/auth/reset-password/" + token + "?callbackURL=/r").expect(302);
        assertThat(Weavz.server().log()).doesNotContain(token).doesNotContain(pat.sessionCookie());
    }
}
