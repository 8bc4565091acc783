package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Device;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.FormBrowser;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.People.Person;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of a device's tokens: renewed, used by two at once, and at an end with whatever they hang on. */
@Tag("postgres")
class DeviceTokensIT {
    private static final WeavzServer SERVER = Weavz.server();

    private Organization acme;
    private Person person;

    @BeforeEach
    void signIn() {
        acme = Fixture.organization(SERVER);
        person = People.member(acme, "member");
    }

    private Answer tokens() {
        return Device.tokens(person, acme.workspaceId());
    }

    private static int status(String token) {
        return Http.get("/api/v1/verify?server=weavz").bearer(token).send().status();
    }

    private static void isAlive(Answer tokens) {
        assertThat(status(tokens.text("/access_token"))).isEqualTo(200);
    }

    /** Dead at verify, at introspection and for renewal. */
    private static void isDead(Answer tokens, int status) {
        assertThat(status(tokens.text("/access_token"))).isEqualTo(status);
        assertThat(Clients.introspect(tokens.text("/access_token")).body()).isEqualTo("{\"active\":false}");
        Answer refused = Device.refresh(tokens.text("/refresh_token")).expect(400);
        assertThat(refused.text("/error")).isEqualTo("invalid_grant");
    }

    private static void update(String set, String where, String value) {
        try (Connection connection = SERVER.jdbc();
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE WEAVZ_CREDENTIAL SET " + set + " WHERE " + where)) {
            statement.setString(1, value);
            assertThat(statement.executeUpdate()).isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String idOf(Answer tokens) {
        return Clients.introspect(tokens.text("/access_token")).text("/jti");
    }

    /** As if so much time had passed since the person's spent tokens were spent. */
    private void letTheGracePass() {
        update("SPENT_AT = SPENT_AT - 61000", "SPENT_AT IS NOT NULL AND USER_ID = ?", person.id());
    }

    @Test
    void renewingNeedsTheTokenAloneAndGivesNewOnes() {
        Answer first = tokens();
        Answer second = Device.refresh(first.text("/refresh_token")).expect(200);
        assertThat(second.text("/access_token")).startsWith("mcpo_").isNotEqualTo(first.text("/access_token"));
        assertThat(second.text("/refresh_token")).startsWith("mcpr_").isNotEqualTo(first.text("/refresh_token"));
        assertThat(second.json().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(second.text("/scope")).isEqualTo("mcp:tools mcp:code");
        isAlive(first);
        isAlive(second);
        isAlive(Device.refresh(second.text("/refresh_token")).expect(200));
    }

    @Test
    void aRenewalMayAskForLessAndNeverForMoreOrForAnother() {
        Answer first = tokens();
        Answer less = Http.post("/oauth/token")
                .form(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        first.text("/refresh_token"),
                        "scope",
                        "mcp:tools")
                .expect(200);
        assertThat(less.text("/scope")).isEqualTo("mcp:tools");
        Answer all = Device.refresh(less.text("/refresh_token")).expect(200);
        assertThat(all.text("/scope")).isEqualTo("mcp:tools mcp:code");

        String refresh = all.text("/refresh_token");
        for (String[] wrong : List.of(
                new String[] {"resource", acme.mcpEndpoint(), "invalid_target"},
                new String[] {"resource", "https://elsewhere.example/mcp/weavz", "invalid_target"},
                new String[] {"scope", "mcp:tools admin", "invalid_scope"},
                new String[] {"client_id", "weavz-dashboard", "invalid_grant"})) {
            Answer refused = Http.post("/oauth/token")
                    .json("grant_type", "refresh_token", "refresh_token", refresh, wrong[0], wrong[1])
                    .expect(400);
            assertThat(refused.text("/error")).isEqualTo(wrong[2]);
        }
        Device.refresh(refresh).expect(200);
    }

    @Test
    void twoProcessesMayRenewAtOnce() {
        String refresh = tokens().text("/refresh_token");
        List<CompletableFuture<Answer>> racing = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> Device.refresh(refresh).send()))
                .toList();
        for (CompletableFuture<Answer> racer : racing) {
            Answer renewed = racer.join().expect(200);
            isAlive(renewed);
            Device.refresh(renewed.text("/refresh_token")).expect(200);
        }
    }

    @Test
    @DisplayName("case 35: a refresh token that comes again after its grace ends the whole sign-in")
    void aStolenRefreshTokenEndsTheSignIn() {
        Answer first = tokens();
        Answer another = Device.tokens(person, acme.workspaceId());
        Answer second = Device.refresh(first.text("/refresh_token")).expect(200);
        letTheGracePass();

        Answer stolen = Device.refresh(first.text("/refresh_token")).expect(400);
        assertThat(stolen.text("/error")).isEqualTo("invalid_grant");
        isDead(first, 401);
        isDead(second, 401);
        isAlive(another);
    }

    @Test
    void anExpiredAccessTokenIsRenewedAndAnExpiredRefreshTokenIsNot() {
        Answer first = tokens();
        update("EXPIRES_AT = CREATED_AT", "ID = ?", idOf(first));
        assertThat(status(first.text("/access_token"))).isEqualTo(401);
        Answer second = Device.refresh(first.text("/refresh_token")).expect(200);

        update("EXPIRES_AT = CREATED_AT", "KIND = 'MCP_REFRESH_TOKEN' AND USER_ID = ?", person.id());
        assertThat(Device.refresh(second.text("/refresh_token")).expect(400).text("/error"))
                .isEqualTo("invalid_grant");
        isAlive(second);
        // The next sign-in clears away what has expired.
        tokens();
        assertThat(count("EXPIRES_AT = CREATED_AT")).isZero();
    }

    private long count(String condition) {
        try (Connection connection = SERVER.jdbc();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT COUNT(*) FROM WEAVZ_CREDENTIAL WHERE USER_ID = ? AND " + condition)) {
            statement.setString(1, person.id());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("case 49: of a device's tokens the database has hashes only")
    void theDatabaseHasHashesOnly() {
        Answer tokens = tokens();
        assertThat(count("HASH IS NOT NULL")).isEqualTo(2);
        for (String token : List.of(tokens.text("/access_token"), tokens.text("/refresh_token"))) {
            assertThat(count("HASH = '" + token + "'")).isZero();
            assertThat(count("DISPLAY_PREFIX = '" + token.substring(0, 8) + "'"))
                    .isEqualTo(1);
        }
        assertThat(SERVER.log()).doesNotContain(tokens.text("/access_token"), tokens.text("/refresh_token"));
    }

    @Test
    @DisplayName("case 25: a disabled person's tokens are dead at once")
    void theyEndWithADisabledPerson() {
        Answer tokens = tokens();
        People.admin("PUT", "/users/" + person.id()).json("enabled", false).expect(204);
        isDead(tokens, 401);
    }

    @Test
    @DisplayName("case 25: a deleted person's tokens are dead at once")
    void theyEndWithADeletedPerson() {
        Answer tokens = tokens();
        People.admin("DELETE", "/users/" + person.id()).expect(204);
        isDead(tokens, 401);
    }

    @Test
    @DisplayName("case 23: the tokens of a person who left the organization are dead at once")
    void theyEndWithTheMembership() {
        Answer tokens = tokens();
        Http.delete("/api/v1/members/" + person.id()).bearer(acme.apiKey()).expect(200);
        isDead(tokens, 401);
    }

    @Test
    @DisplayName("case 24: tokens end with a disabled organization")
    void theyEndWithTheOrganization() {
        Answer tokens = tokens();
        Http.patch("/api/v1/admin/organizations/" + acme.id())
                .bearer(SERVER.operatorToken())
                .json("enabled", false)
                .expect(200);
        isDead(tokens, 403);
    }

    @Test
    void theyEndWithTheWorkspace() {
        Answer tokens = tokens();
        Http.delete("/api/v1/workspaces/" + acme.workspaceId())
                .bearer(acme.apiKey())
                .expect(200);
        isDead(tokens, 401);
    }

    @Test
    void theyEndWhenTheServerTakesNoOauthAnyMore() {
        Answer tokens = Device.tokens(person, acme.workspaceId(), acme.mcpEndpoint());
        String verify = "/api/v1/verify?server=" + acme.mcpServerId();
        Http.get(verify).bearer(tokens.text("/access_token")).expect(200);
        Http.patch("/api/v1/mcp/servers/" + acme.mcpServerId())
                .bearer(acme.apiKey())
                .json("authMode", "bearer")
                .expect(200);
        Http.get(verify).bearer(tokens.text("/access_token")).expect(401);
        assertThat(Http.post("/oauth/token")
                        .json("grant_type", "refresh_token", "refresh_token", tokens.text("/refresh_token"))
                        .expect(400)
                        .text("/error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void theyEndWhenThePersonTakesTheConsentBack() {
        Answer tokens = tokens();
        People.admin("DELETE", "/users/" + person.id() + "/consents/weavz-cli").expect(204);
        isDead(tokens, 401);
        isAlive(tokens());
    }

    @Test
    void theyEndWithKeycloaksOfflineSession() {
        Answer tokens = tokens();
        String client =
                People.admin("GET", "/clients?clientId=weavz-cli").expect(200).text("/0/id");
        String session = People.admin("GET", "/users/" + person.id() + "/offline-sessions/" + client)
                .expect(200)
                .text("/0/id");
        People.admin("DELETE", "/sessions/" + session + "?isOffline=true").expect(204);
        isDead(tokens, 401);
    }

    @Test
    void theyOutliveTheBrowsersSession() {
        Device device = Device.start();
        device.approve(new FormBrowser(), person, acme.workspaceId());
        Answer tokens = device.outcome().expect(200);
        String session = People.admin("GET", "/users/" + person.id() + "/sessions")
                .expect(200)
                .text("/0/id");
        People.admin("DELETE", "/sessions/" + session).expect(204);
        isAlive(tokens);
        Device.refresh(tokens.text("/refresh_token")).expect(200);
    }

    @Test
    @DisplayName("case 36: \"sign out everywhere\" ends the tokens made before it")
    void theyEndWhenThePersonIsSignedOutEverywhere() {
        Answer tokens = tokens();
        Instant deadline = Instant.now().plus(Duration.ofSeconds(10));
        do {
            // Keycloak counts in whole seconds: a token of the same second is not before it.
            People.admin("POST", "/users/" + person.id() + "/logout").expect(204);
        } while (status(tokens.text("/access_token")) == 200 && Instant.now().isBefore(deadline));
        isDead(tokens, 401);
        isAlive(tokens());
    }

    @Test
    void theyEndWithTheClient() {
        Answer tokens = tokens();
        String clients = "/clients?clientId=weavz-cli";
        String id = People.admin("GET", clients).expect(200).text("/0/id");
        People.admin("PUT", "/clients/" + id)
                .json("clientId", "weavz-cli", "enabled", false)
                .expect(204);
        try {
            isDead(tokens, 401);
        } finally {
            People.admin("PUT", "/clients/" + id)
                    .json("clientId", "weavz-cli", "enabled", true)
                    .expect(204);
        }
        isAlive(tokens);
    }
}
