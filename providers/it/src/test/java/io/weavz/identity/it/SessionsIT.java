package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions: what they show, and everything that ends them. */
@Tag("postgres")
class SessionsIT {
    private static void isDead(AuthClient client) {
        String cookie = client.sessionCookie();
        Answer door = Http.get("/api/v1/verify").header("Cookie", cookie).send();
        assertThat(door.status()).isEqualTo(401);
        Answer session = client.get("/get-session").expect(200);
        assertThat(session.body()).isEqualTo("null");
        assertThat(AuthClient.setCookies(session)).hasSize(3).allMatch(header -> header.contains("=; Max-Age=0;"));
        assertThat(Http.get("/api/auth/list-sessions")
                        .header("Cookie", cookie)
                        .expect(401)
                        .text("/code"))
                .isEqualTo("UNAUTHORIZED");
    }

    @Test
    void aSessionIsShownAsBetterAuthShowsIt() {
        AuthClient pat = AuthClient.signedUp();
        Answer answer = pat.get("/get-session").expect(200);

        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.json().path("session").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "id",
                        "token",
                        "userId",
                        "expiresAt",
                        "createdAt",
                        "updatedAt",
                        "ipAddress",
                        "userAgent",
                        "activeOrganizationId");
        assertThat(answer.json().path("user").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "name", "email", "emailVerified", "image", "createdAt", "updatedAt");
        assertThat(answer.json().at("/session/activeOrganizationId").isNull()).isTrue();
        assertThat(answer.text("/session/userAgent")).startsWith("Java");
    }

    @Test
    void withoutASessionThereIsNull() {
        Answer answer = Http.get("/api/auth/get-session").expect(200);
        assertThat(answer.body()).isEqualTo("null");
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(AuthClient.setCookies(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/list-sessions", "/list-accounts", "/organization/list", "/organization/get-active-member"})
    void whoIsNotSignedInIsUnauthorized(String path) {
        assertThat(Http.get("/api/auth" + path).expect(401).body())
                .isEqualTo("{\"message\":\"Unauthorized\",\"code\":\"UNAUTHORIZED\"}");
    }

    @Test
    void aCookieThatWasChangedIsNone() {
        AuthClient pat = AuthClient.signedUp();
        String cookie = pat.sessionCookie();
        String handle = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf('.', 12));
        List<String> forged = List.of(
                cookie.replaceFirst("=.", cookie.contains("=x") ? "=y" : "=x"),
                cookie.substring(0, cookie.length() - 8) + "AAAAA%3D",
                cookie.replaceFirst("\\.[^.]*$", "."),
                "better-auth.session_token=" + handle,
                "better-auth.session_token=",
                cookie + "x");
        for (String value : forged) {
            Answer session =
                    Http.get("/api/auth/get-session").header("Cookie", value).expect(200);
            assertThat(session.body()).as(value).isEqualTo("null");
            Http.get("/api/v1/verify").header("Cookie", value).expect(401);
        }
        assertThat(pat.get("/get-session").body()).isNotEqualTo("null");
    }

    @Test
    @DisplayName("case 5: the token of a session list is no credential")
    void aHandleWithoutItsSignatureOpensNothing() {
        AuthClient pat = AuthClient.signedUp();
        String token = pat.token();
        Http.get("/api/v1/verify").bearer(token).expect(401);
        assertThat(Http.get("/api/auth/get-session").bearer(token).expect(200).body())
                .isEqualTo("null");
    }

    @Test
    void aPersonSeesAndEndsTheirSessions() {
        AuthClient desk = AuthClient.signedUp();
        String email = desk.email();
        AuthClient phone = AuthClient.signedIn(email);
        AuthClient stranger = AuthClient.signedUp();

        JsonNode sessions = desk.get("/list-sessions").expect(200).json();
        assertThat(sessions)
                .extracting(session -> session.path("token").asText())
                .containsExactlyInAnyOrder(desk.token(), phone.token());

        assertThat(desk.post("/revoke-session", "token", stranger.token())
                        .expect(200)
                        .body())
                .isEqualTo("{\"status\":true}");
        assertThat(stranger.get("/get-session").body()).isNotEqualTo("null");

        desk.post("/revoke-session", "token", phone.token()).expect(200);
        isDead(phone);
        assertThat(desk.get("/get-session").body()).isNotEqualTo("null");

        AuthClient tablet = AuthClient.signedIn(email);
        desk.post("/revoke-other-sessions").expect(200);
        isDead(tablet);
        assertThat(desk.get("/get-session").body()).isNotEqualTo("null");

        AuthClient again = AuthClient.signedIn(email);
        Answer all = desk.post("/revoke-sessions").expect(200);
        assertThat(AuthClient.setCookies(all).stream().filter(header -> header.startsWith("better-auth")))
                .hasSize(3);
        isDead(again);
        assertThat(desk.hasSession()).isFalse();
    }

    @Test
    @DisplayName("case 42: signing out ends the session on the server")
    void signingOutEndsTheSession() {
        AuthClient pat = AuthClient.signedUp();
        AuthClient thief = AuthClient.anonymous();
        String cookie = pat.sessionCookie();
        Answer out = pat.post("/sign-out").expect(200);

        assertThat(out.body()).isEqualTo("{\"success\":true}");
        assertThat(pat.hasSession()).isFalse();
        Http.get("/api/v1/verify").header("Cookie", cookie).expect(401);
        assertThat(thief.post("/sign-out").expect(200).body()).isEqualTo("{\"success\":true}");
        assertThat(Http.post("/api/auth/sign-out").expect(200).body()).isEqualTo("{\"success\":true}");
    }

    @Test
    @DisplayName("case 25: a disabled person's sessions end at once, and are not back when the person is")
    void aDisabledPersonHasNoSession() {
        AuthClient pat = AuthClient.signedUp();
        String id = pat.userId();
        People.setEnabled(id, false);
        isDead(pat);
    }

    @Test
    @DisplayName("case 25: a deleted person's sessions end at once")
    void aDeletedPersonHasNoSession() {
        AuthClient pat = AuthClient.signedUp();
        People.admin("DELETE", "/users/" + pat.userId()).expect(204);
        isDead(pat);
    }

    @Test
    void anAdministratorEndsSessionsInKeycloak() {
        AuthClient pat = AuthClient.signedUp();
        AuthClient other = AuthClient.signedIn(pat.email());
        People.admin("DELETE", "/sessions/" + other.token()).expect(204);
        isDead(other);
        assertThat(pat.get("/get-session").body()).isNotEqualTo("null");
        People.admin("POST", "/users/" + pat.userId() + "/logout").expect(204);
        isDead(pat);
    }

    @Test
    @DisplayName("case 25: a password that an administrator sets ends every session")
    void aPasswordResetByAnAdministratorEndsSessions() {
        AuthClient pat = AuthClient.signedUp();
        People.admin("PUT", "/users/" + pat.userId() + "/reset-password")
                .json("type", "password", "value", "another password", "temporary", false)
                .expect(204);
        isDead(pat);
    }

    @Test
    @DisplayName("case 25: a password that comes with the whole user ends every session, another change ends none")
    void aPasswordInTheWholeUserEndsSessions() {
        AuthClient pat = AuthClient.signedUp();
        pat.post("/change-password", "currentPassword", AuthClient.PASSWORD, "newPassword", "changed by myself")
                .expect(200);
        People.setVerified(pat.userId());
        assertThat(pat.get("/get-session").body()).isNotEqualTo("null");
        ObjectNode user = (ObjectNode)
                People.admin("GET", "/users/" + pat.userId()).expect(200).json();
        user.set(
                "credentials",
                Json.array(Json.object("type", "password", "value", "set by an administrator", "temporary", false)));
        People.await(() -> Instant.now().getEpochSecond()
                > Instant.parse(pat.get("/get-session").text("/session/createdAt"))
                                .getEpochSecond()
                        + 1);
        People.admin("PUT", "/users/" + pat.userId()).json(user).expect(204);
        isDead(pat);
    }

    @Test
    void aChangedPasswordEndsTheOtherSessions() {
        AuthClient pat = AuthClient.signedUp();
        String email = pat.email();
        AuthClient other = AuthClient.signedIn(email);
        assertThat(pat.post("/change-password", "currentPassword", "wrong", "newPassword", "another password")
                        .expect(400)
                        .text("/code"))
                .isEqualTo("INVALID_PASSWORD");
        assertThat(other.get("/get-session").body()).isNotEqualTo("null");

        Answer changed = pat.post(
                        "/change-password", "currentPassword", AuthClient.PASSWORD, "newPassword", "another password")
                .expect(200);
        assertThat(changed.json().path("token").isNull()).isTrue();
        isDead(other);
        assertThat(pat.get("/get-session").body()).isNotEqualTo("null");

        String old = pat.sessionCookie();
        Answer renewed = pat.post(
                        "/change-password",
                        "currentPassword",
                        "another password",
                        "newPassword",
                        "yet another one",
                        "revokeOtherSessions",
                        true)
                .expect(200);
        assertThat(renewed.text("/token")).isEqualTo(pat.token());
        Http.get("/api/v1/verify").header("Cookie", old).expect(401);
        AuthClient.anonymous().signIn(email, "yet another one").expect(200);
        AuthClient.anonymous().signIn(email, AuthClient.PASSWORD).expect(401);
    }

    @Test
    void theSamePersonIsSignedInForTheClientsOfTheRealm() {
        AuthClient pat = AuthClient.anonymous();
        Answer in = pat.signUp(AuthClient.newEmail()).expect(200);
        String cookies = String.join(
                "; ",
                AuthClient.setCookies(in).stream()
                        .map(header -> header.split(";", 2)[0])
                        .toList());
        Answer authorized = Http.get("/protocol/openid-connect/auth?response_type=code&prompt=none"
                        + "&client_id=weavz-dashboard&scope=openid&code_challenge_method=S256"
                        + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&redirect_uri="
                        + Weavz.server().url() + "/dashboard/")
                .header("Cookie", cookies)
                .send();
        String location = authorized.header("Location").orElseThrow();
        assertThat(location).contains("code=").doesNotContain("error");

        // And the other way round: a client that signs the person out ends the cookie.
        String refresh = Http.post("/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "weavz-dashboard",
                        "code",
                        location.replaceAll(".*[?&]code=([^&]*).*", "$1"),
                        "redirect_uri",
                        Weavz.server().url() + "/dashboard/",
                        "code_verifier",
                        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                .expect(200)
                .text("/refresh_token");
        Http.post("/protocol/openid-connect/logout")
                .form("client_id", "weavz-dashboard", "refresh_token", refresh)
                .expect(204);
        isDead(pat);
    }

    @Test
    @DisplayName("case 28: a realm that is switched off lets nobody in, and whoever is in may leave")
    void aRealmThatIsSwitchedOffLetsNobodyIn() {
        AuthClient leaving = AuthClient.signedUp();
        String left = leaving.sessionCookie();
        AuthClient staying = AuthClient.signedUp();
        String email = staying.email();
        People.setRealm("enabled", false);
        try {
            AuthClient other = AuthClient.anonymous();
            List.of(
                            other.signIn(email, AuthClient.PASSWORD),
                            other.signUp(AuthClient.newEmail()),
                            other.post("/request-password-reset", "email", email),
                            other.post("/reset-password", "newPassword", AuthClient.PASSWORD, "token", "x"),
                            other.get("/error"),
                            staying.get("/list-sessions"),
                            staying.get("/organization/list"),
                            staying.get("/api-key/list"))
                    .forEach(answer ->
                            assertThat(answer.expect(403).text("/code")).isEqualTo("REALM_DISABLED"));
            other.get("/ok").expect(200);
            Answer nobody = staying.get("/get-session").expect(200);
            assertThat(nobody.body()).isEqualTo("null");
            assertThat(AuthClient.setCookies(nobody)).isEmpty();
            assertThat(leaving.post("/sign-out").expect(200).body()).isEqualTo("{\"success\":true}");
            assertThat(leaving.hasSession()).isFalse();
        } finally {
            People.setRealm("enabled", true);
        }
        assertThat(staying.email()).isEqualTo(email);
        Http.get("/api/v1/verify").header("Cookie", left).expect(401);
        assertThat(Http.get("/api/auth/get-session")
                        .header("Cookie", left)
                        .expect(200)
                        .body())
                .isEqualTo("null");
    }

    @Test
    void anAccountChangesItsNameAndPicture() {
        AuthClient pat = AuthClient.signedUp();
        assertThat(pat.post("/update-user", "name", "Ada King Lovelace", "image", "https://img.example/a.png")
                        .expect(200)
                        .body())
                .isEqualTo("{\"status\":true}");
        Answer session = pat.get("/get-session");
        assertThat(session.text("/user/name")).isEqualTo("Ada King Lovelace");
        assertThat(session.text("/user/image")).isEqualTo("https://img.example/a.png");
        pat.post("/update-user", "image", null).expect(200);
        assertThat(pat.get("/get-session").json().at("/user/image").isNull()).isTrue();
        for (String bad : List.of("javascript:alert(1)", "data:text/html,x", "//x", "https://u@x/")) {
            pat.post("/update-user", "image", bad).expect(400);
        }
        assertThat(pat.post("/update-user", "email", "x@example.test")
                        .expect(400)
                        .text("/code"))
                .isEqualTo("EMAIL_CAN_NOT_BE_UPDATED");
        pat.post("/update-user").expect(400);
    }

    @Test
    void theAccountsOfAPersonAreListed() {
        AuthClient pat = AuthClient.signedUp();
        JsonNode accounts = pat.get("/list-accounts").expect(200).json();
        assertThat(accounts).hasSize(1);
        assertThat(accounts.at("/0/providerId").asText()).isEqualTo("credential");
        assertThat(accounts.at("/0/accountId").asText()).isEqualTo(pat.userId());
        assertThat(accounts.at("/0/scopes")).isEmpty();
        assertThat(accounts.toString()).doesNotContain("password");
    }
}
