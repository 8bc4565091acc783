package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Mailbox;
import io.weavz.identity.it.harness.People;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-up and sign-in by e-mail and password, as better-auth's clients do it and as Keycloak guards it. */
@Tag("postgres")
class SignInIT {
    private static final String SESSION_COOKIE =
            "better-auth\\.session_token=[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9%]+; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax";

    private static List<String> ours(Answer answer) {
        return AuthClient.setCookies(answer).stream()
                .filter(cookie -> cookie.startsWith("better-auth"))
                .toList();
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.expect(status).text("/code")).isEqualTo(code);
        assertThat(answer.json().size()).isEqualTo(2);
        assertThat(answer.text("/message")).isNotEmpty();
        assertThat(ours(answer)).isEmpty();
    }

    @Test
    void whoSignsUpIsSignedIn() {
        AuthClient pat = AuthClient.anonymous();
        String email = AuthClient.newEmail();
        Answer answer = pat.signUp(email.toUpperCase()).expect(200);

        assertThat(ours(answer)).singleElement().asString().matches(SESSION_COOKIE);
        assertThat(answer.text("/user/email")).isEqualTo(email);
        assertThat(answer.text("/user/name")).isEqualTo("Pat Doe");
        assertThat(answer.json().at("/user/emailVerified").asBoolean(true)).isFalse();
        assertThat(answer.text("/user/createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(pat.get("/get-session").text("/session/token")).isEqualTo(answer.text("/token"));
    }

    @Test
    void aSignUpThatCannotBeIsRefused() {
        AuthClient nobody = AuthClient.anonymous();
        String email = AuthClient.newEmail();
        nobody.signUp(email).expect(200);
        AuthClient other = AuthClient.anonymous();
        refused(other.signUp(email), 422, "USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL");
        refused(
                other.post("/sign-up/email", "name", "P", "email", AuthClient.newEmail(), "password", "seven77"),
                400,
                "PASSWORD_TOO_SHORT");
        refused(
                other.post("/sign-up/email", "name", "P", "email", AuthClient.newEmail(), "password", "x".repeat(129)),
                400,
                "PASSWORD_TOO_LONG");
        refused(
                other.post("/sign-up/email", "name", "P", "email", "not-an-email", "password", AuthClient.PASSWORD),
                400,
                "VALIDATION_ERROR");
        refused(
                other.post("/sign-up/email", "email", AuthClient.newEmail(), "password", AuthClient.PASSWORD),
                400,
                "VALIDATION_ERROR");
        refused(
                other.post("/sign-up/email", "name", "<b>", "email", AuthClient.newEmail(), "password", "12345678x"),
                400,
                "VALIDATION_ERROR");
        String own = AuthClient.newEmail();
        refused(other.post("/sign-up/email", "name", "P", "email", own, "password", own), 400, "PASSWORD_REFUSED");
        assertThat(People.admin("GET", "/users?email=" + own).expect(200).json())
                .isEmpty();
    }

    @Test
    @DisplayName("case 27: nobody is verified, admin or somebody else by saying so at sign-up")
    void noFieldOfTheBodyGivesMoreThanAnAccount() {
        AuthClient pat = AuthClient.anonymous();
        pat.post(
                        "/sign-up/email",
                        "name",
                        "Pat",
                        "email",
                        AuthClient.newEmail(),
                        "password",
                        AuthClient.PASSWORD,
                        "emailVerified",
                        true,
                        "id",
                        "me",
                        "role",
                        "admin",
                        "realmRoles",
                        Json.array("weavz-admin"))
                .expect(200);
        assertThat(pat.get("/get-session").json().at("/user/emailVerified").asBoolean(true))
                .isFalse();
        assertThat(pat.userId()).isNotEqualTo("me");
        pat.send(pat.request("GET", "/api/v1/admin/organizations")).expect(403);
    }

    @Test
    void aWrongPasswordAndAnUnknownPersonLookAlike() {
        String email = AuthClient.newEmail();
        AuthClient.anonymous().signUp(email).expect(200);
        Answer wrong = AuthClient.anonymous().signIn(email, "wrong password");
        Answer unknown = AuthClient.anonymous().signIn(AuthClient.newEmail(), "wrong password");

        refused(wrong, 401, "INVALID_EMAIL_OR_PASSWORD");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.status()).isEqualTo(401);
    }

    @Test
    void aSignInAnswersAsBetterAuthDoes() {
        String email = AuthClient.newEmail();
        AuthClient.anonymous().signUp(email).expect(200);
        Answer plain = AuthClient.anonymous().signIn(email, AuthClient.PASSWORD).expect(200);
        assertThat(plain.json().path("redirect").asBoolean(true)).isFalse();
        assertThat(ours(plain)).singleElement().asString().matches(SESSION_COOKIE);

        AuthClient pat = AuthClient.anonymous();
        Answer there = pat.post(
                        "/sign-in/email", "email", email, "password", AuthClient.PASSWORD, "callbackURL", "/dashboard")
                .expect(200);
        assertThat(there.header("Location")).hasValue("/dashboard");
        assertThat(there.text("/url")).isEqualTo("/dashboard");
        assertThat(there.json().path("redirect").asBoolean()).isTrue();
    }

    @Test
    void whoIsNotRememberedGetsACookieForThisBrowserSessionOnly() {
        String email = AuthClient.newEmail();
        AuthClient.anonymous().signUp(email).expect(200);
        AuthClient pat = AuthClient.anonymous();
        Answer answer = pat.post("/sign-in/email", "email", email, "password", AuthClient.PASSWORD, "rememberMe", false)
                .expect(200);

        assertThat(ours(answer))
                .hasSize(2)
                .allSatisfy(cookie ->
                        assertThat(cookie).doesNotContain("Max-Age").endsWith("; Path=/; HttpOnly; SameSite=Lax"));
        assertThat(ours(answer).get(1)).startsWith("better-auth.dont_remember=true.");
        assertThat(pat.get("/get-session").expect(200).text("/user/email")).isEqualTo(email);
    }

    @Test
    @DisplayName("case 42: each sign-in makes a new session, whatever cookie was there before")
    void everySignInIsANewSession() {
        AuthClient pat = AuthClient.signedUp();
        String email = pat.email();
        String before = pat.token();
        String planted = pat.sessionCookie();
        pat.signIn(email, AuthClient.PASSWORD).expect(200);

        assertThat(pat.token()).isNotEqualTo(before);
        assertThat(pat.sessionCookie()).isNotEqualTo(planted);
    }

    @Test
    void aFormSignsInToo() {
        String email = AuthClient.newEmail();
        AuthClient.anonymous().signUp(email).expect(200);
        AuthClient pat = AuthClient.anonymous();
        pat.send(Http.post("/api/auth/sign-in/email").form("email", email, "password", AuthClient.PASSWORD))
                .expect(200);
        assertThat(pat.email()).isEqualTo(email);
    }

    @Test
    void aBodyThatCannotBeReadIsRefused() {
        Http text = Http.post("/api/auth/sign-in/email").body("text/plain", "{}");
        refused(text.send(), 415, "UNSUPPORTED_MEDIA_TYPE");
        refused(
                Http.post("/api/auth/sign-in/email")
                        .body("application/json", "{bad")
                        .send(),
                400,
                "BAD_REQUEST");
        refused(Http.post("/api/auth/sign-in/email").send(), 400, "VALIDATION_ERROR");
        refused(
                Http.post("/api/auth/sign-in/email")
                        .body("application/json", "{\"email\":\"" + "x".repeat(70_000) + "\"}")
                        .send(),
                413,
                "PAYLOAD_TOO_LARGE");
        refused(AuthClient.anonymous().signIn("no-at-sign", "password"), 400, "INVALID_EMAIL");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nope",
        "GET, /sign-in/email",
        "POST, /get-session",
        "PUT, /sign-out",
        "DELETE, /update-user",
        "GET, /organization/nope",
        "OPTIONS, /get-session",
    })
    void whatIsNoRouteIsNotFoundAndSaysNothing(String method, String path) {
        Answer answer = Http.method(method, "/api/auth" + path).send().expect(404);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void theFourHundredAndFourOfApiV1KeepsItsShape() {
        assertThat(Http.get("/api/v1/nope").send().expect(401).text("/error")).isEqualTo("UNAUTHORIZED");
    }

    @Test
    void guessingLocksTheAccountAsKeycloakDoes() {
        String email = AuthClient.newEmail();
        AuthClient.anonymous().signUp(email).expect(200);
        String id = People.admin("GET", "/users?exact=true&email=" + email)
                .expect(200)
                .text("/0/id");
        for (int i = 0; i < 10; i++) {
            refused(AuthClient.anonymous().signIn(email, "guess " + i), 401, "INVALID_EMAIL_OR_PASSWORD");
        }
        People.await(() -> People.admin("GET", "/attack-detection/brute-force/users/" + id)
                .expect(200)
                .json()
                .path("disabled")
                .asBoolean());
        refused(AuthClient.anonymous().signIn(email, AuthClient.PASSWORD), 401, "INVALID_EMAIL_OR_PASSWORD");
        People.admin("DELETE", "/attack-detection/brute-force/users/" + id).expect(204);
        AuthClient.anonymous().signIn(email, AuthClient.PASSWORD).expect(200);
    }

    @Test
    @DisplayName("case 25: a disabled person cannot sign in")
    void aDisabledPersonIsRefusedLikeAnUnknownOne() {
        AuthClient pat = AuthClient.signedUp();
        String email = pat.email();
        People.setEnabled(pat.userId(), false);
        refused(AuthClient.anonymous().signIn(email, AuthClient.PASSWORD), 401, "INVALID_EMAIL_OR_PASSWORD");
    }

    @Test
    void aServiceUserOfAnOrganizationCannotSignIn() {
        String hidden = People.admin("GET", "/users?search=service-account-weavz-operator")
                .expect(200)
                .json()
                .toString();
        assertThat(hidden).isNotNull();
        refused(
                AuthClient.anonymous().signIn("service-account-weavz-operator@x.test", "whatever it is"),
                401,
                "INVALID_EMAIL_OR_PASSWORD");
    }

    @Test
    void aNewPersonGetsAnOrganizationWhereTheRealmSaysSo() {
        People.setRealmAttribute("weavz.personal-organization", "true");
        try {
            AuthClient pat = AuthClient.signedUp();
            JsonNode organizations = pat.get("/organization/list").expect(200).json();
            assertThat(organizations).hasSize(1);
            assertThat(organizations.at("/0/name").asText()).isEqualTo("Pat Doe");
            assertThat(organizations.at("/0/slug").asText()).startsWith("pat-doe");
            assertThat(pat.get("/get-session").text("/session/activeOrganizationId"))
                    .isEqualTo(organizations.at("/0/id").asText());
            assertThat(pat.get("/organization/get-active-member").text("/role")).isEqualTo("owner");
            pat.send(pat.request("GET", "/api/v1/workspaces")).expect(200);
        } finally {
            People.setRealmAttribute("weavz.personal-organization", "false");
        }
        assertThat(AuthClient.signedUp().get("/organization/list").json()).isEmpty();
    }

    @Test
    @DisplayName("where addresses must be proved, a sign-up tells nobody who has an account")
    void aSignUpThatMustBeProvedLooksAlikeForEverybody() {
        AuthClient first = AuthClient.signedUp();
        String taken = first.email();
        String email = AuthClient.newEmail();
        People.setRealm("verifyEmail", true);
        try {
            Answer made = AuthClient.anonymous()
                    .post("/sign-up/email", "name", "Ann  Lee", "email", email, "password", AuthClient.PASSWORD)
                    .expect(200);
            Answer pretended = AuthClient.anonymous()
                    .post("/sign-up/email", "name", "Ann  Lee", "email", taken, "password", AuthClient.PASSWORD)
                    .expect(200);
            for (Answer answer : List.of(made, pretended)) {
                assertThat(answer.json().path("token").isNull()).isTrue();
                assertThat(answer.text("/user/name")).isEqualTo("Ann Lee");
                assertThat(ours(answer)).isEmpty();
            }
            assertThat(pretended.json().path("user").fieldNames())
                    .toIterable()
                    .containsExactlyElementsOf(() -> made.json().path("user").fieldNames());
            for (String address : List.of(taken, AuthClient.newEmail())) {
                refused(
                        AuthClient.anonymous()
                                .post(
                                        "/sign-up/email",
                                        "name",
                                        "a<b",
                                        "email",
                                        address,
                                        "password",
                                        AuthClient.PASSWORD),
                        400,
                        "VALIDATION_ERROR");
            }
            refused(AuthClient.anonymous().signIn(email, AuthClient.PASSWORD), 403, "EMAIL_NOT_VERIFIED");
            Http.get(Mailbox.await(email).link().toString()).expect(200);
            AuthClient.anonymous().signIn(email, AuthClient.PASSWORD).expect(200);
            assertThat(Mailbox.next(taken)).isEmpty();
        } finally {
            People.setRealm("verifyEmail", false);
        }
    }

    @Test
    void theSignInIsAnEventOfKeycloak() {
        AuthClient pat = AuthClient.signedUp();
        String id = pat.userId();
        AuthClient.anonymous().signIn(pat.email(), "wrong password");
        assertThat(People.admin("GET", "/events?user=" + id).expect(200).json())
                .extracting(event -> event.path("type").asText())
                .contains("REGISTER", "LOGIN", "LOGIN_ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\\\evil.example",
                "https://evil.example/",
                "https://weavz@evil.example/",
                "http://localhost.evil.example/",
                "javascript:alert(1)",
                "/%2fevil.example",
                "/%5Cevil.example",
                "data:text/html,x",
                "/ok\r\nSet-Cookie: a=b",
                "http://127.0.0.1:1@evil.example/",
                "HTTP://EVIL.EXAMPLE",
            })
    @DisplayName("case 44: nobody is sent to a foreign page")
    void anAddressOfAForeignPageIsRefused(String address) {
        String email = AuthClient.newEmail();
        AuthClient pat = AuthClient.anonymous();
        pat.signUp(email).expect(200);
        Answer answer = AuthClient.anonymous()
                .post("/sign-in/email", "email", email, "password", AuthClient.PASSWORD, "callbackURL", address);
        assertThat(answer.status()).isIn(400, 403);
        assertThat(answer.text("/code")).isIn("INVALID_CALLBACK_URL", "VALIDATION_ERROR");
        assertThat(answer.header("Location")).isEmpty();
        assertThat(ours(answer)).isEmpty();
    }

    @Test
    @DisplayName("case 43: a sign-in that another site's page sends is refused")
    void aForgedSignInIsRefused() {
        String email = AuthClient.newEmail();
        AuthClient.anonymous().signUp(email).expect(200);
        refused(
                Http.post("/api/auth/sign-in/email")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "navigate")
                        .form("email", email, "password", AuthClient.PASSWORD)
                        .send(),
                403,
                "CROSS_SITE_NAVIGATION_LOGIN_BLOCKED");
        refused(
                Http.post("/api/auth/sign-in/email")
                        .header("Origin", "https://evil.example")
                        .json("email", email, "password", AuthClient.PASSWORD)
                        .send(),
                403,
                "INVALID_ORIGIN");
        refused(
                Http.post("/api/auth/sign-in/email")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "cors")
                        .json("email", email, "password", AuthClient.PASSWORD)
                        .send(),
                403,
                "MISSING_OR_NULL_ORIGIN");
        for (String spelling : List.of("/sign-in/email/", "//sign-in/email", "/sign-in/email;x=1", "/sign-in//email")) {
            Answer forged = Http.post("/api/auth" + spelling)
                    .header("Sec-Fetch-Site", "cross-site")
                    .header("Sec-Fetch-Mode", "navigate")
                    .form("email", email, "password", AuthClient.PASSWORD)
                    .send();
            assertThat(forged.status()).as(spelling).isIn(400, 403, 404);
            assertThat(ours(forged)).isEmpty();
        }
        Http.post("/api/auth/sign-in/email")
                .json("email", email, "password", AuthClient.PASSWORD)
                .expect(200);
    }
}
