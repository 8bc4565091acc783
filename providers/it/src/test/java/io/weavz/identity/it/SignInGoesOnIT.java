package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Totp;
import io.weavz.identity.it.harness.UserAgent;
import io.weavz.identity.it.harness.UserAgent.Page;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sign-ins for which a password is not enough: Keycloak's pages ask for the rest, and lead back. */
class SignInGoesOnIT {
    private final UserAgent browser = new UserAgent();

    private static String person(Object... more) {
        String email = AuthClient.newEmail();
        var user =
                Json.object("username", email, "email", email, "firstName", "Pat", "lastName", "Doe", "enabled", true);
        user.setAll(Json.object(more));
        People.admin("POST", "/users").json(user).expect(201);
        return email;
    }

    private Answer signIn(String email) {
        return browser.call(
                "/sign-in/email", "email", email, "password", AuthClient.PASSWORD, "callbackURL", "/welcome");
    }

    private static Object password() {
        return Json.object("type", "password", "value", AuthClient.PASSWORD, "temporary", false);
    }

    @Test
    @DisplayName("a second factor is asked for, and the password alone is no session")
    void whoHasASecondFactorGivesItOnKeycloaksPage() {
        Totp app = new Totp("aSecretOfTwentyBytes");
        String email = person(
                "credentials",
                Json.array(
                        password(),
                        Json.object(
                                "type",
                                "otp",
                                "secretData",
                                "{\"value\":\"" + app.secret() + "\"}",
                                "credentialData",
                                "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}")));
        Answer asked = signIn(email).expect(200);
        assertThat(asked.json().path("redirect").asBoolean()).isTrue();
        assertThat(asked.json().path("token").isNull()).isTrue();
        assertThat(AuthClient.setCookies(asked)).noneMatch(cookie -> cookie.contains("session_token"));
        assertThat(browser.ask("/get-session").body()).isEqualTo("null");

        Page form = browser.open(asked.text("/url")).expect(200);
        Page wrong = browser.submit(form, "kc-otp-login-form", "otp", "000000");
        assertThat(browser.ask("/get-session").body()).isEqualTo("null");
        Page in = browser.submit(wrong, "kc-otp-login-form", "otp", app.code());
        assertThat(in.uri().getPath()).isEqualTo("/welcome");
        assertThat(browser.ask("/get-session").text("/user/email")).isEqualTo(email);
    }

    @Test
    void aRequiredActionIsDoneOnKeycloaksPage() {
        String email = person("credentials", Json.array(password()), "requiredActions", Json.array("UPDATE_PASSWORD"));
        Answer asked = signIn(email).expect(200);
        Page form = browser.open(asked.text("/url")).expect(200);
        String changed = "changed " + UUID.randomUUID();
        Page in = browser.submit(form, "kc-passwd-update-form", "password-new", changed, "password-confirm", changed);
        assertThat(in.uri().getPath()).isEqualTo("/welcome");
        assertThat(browser.ask("/get-session").text("/user/email")).isEqualTo(email);
        AuthClient.anonymous().signIn(email, changed).expect(200);
    }

    @Test
    void aWrongPasswordShowsNothingOfASecondFactor() {
        String email = person("credentials", Json.array(password()), "requiredActions", Json.array("UPDATE_PASSWORD"));
        Answer refused = browser.call("/sign-in/email", "email", email, "password", "wrong password");
        assertThat(refused.expect(401).text("/code")).isEqualTo("INVALID_EMAIL_OR_PASSWORD");
    }

    @Test
    @DisplayName("case 42: somebody else's single sign-on in the same browser does not become the session")
    void theSessionIsThatOfThePasswordNotOfTheBrowser() {
        browser.call("/sign-up/email", "name", "First", "email", AuthClient.newEmail(), "password", AuthClient.PASSWORD)
                .expect(200);
        String second = person("credentials", Json.array(password()));
        signIn(second).expect(200);
        assertThat(browser.ask("/get-session").text("/user/email")).isEqualTo(second);
    }
}
