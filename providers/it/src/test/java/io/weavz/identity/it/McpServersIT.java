package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MCP servers, their tokens, and end users: contract sections 9 and 10. */
@Tag("postgres")
class McpServersIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Http as(String method, String path) {
        return Http.method(method, "/api/v1" + path).bearer(acme.apiKey());
    }

    private static Answer server(Object... more) {
        return as("POST", "/mcp/servers")
                .json(Json.object("name", "s", "workspaceId", acme.workspaceId())
                        .setAll(Json.object(more)))
                .expect(201);
    }

    private static String endUser() {
        String externalId = "u-" + UUID.randomUUID();
        as("POST", "/end-users")
                .json("workspaceId", acme.workspaceId(), "externalId", externalId)
                .expect(201);
        return externalId;
    }

    private static int use(String token, String serverId) {
        return Http.get("/api/v1/verify?server=srv_" + serverId)
                .bearer(token)
                .send()
                .status();
    }

    @Test
    void aServerComesWithItsToken() {
        Answer made = server("description", "d", "settings", Json.object("a", 1));
        String id = made.text("/server/id");

        assertThat(made.text("/bearerToken")).matches("mcp_[0-9A-Za-z]{38}");
        assertThat(made.text("/mcpEndpoint")).isEqualTo(SERVER.url() + "/mcp/srv_" + id);
        assertThat(made.text("/server/authMode")).isEqualTo("oauth_and_bearer");
        assertThat(made.text("/server/mode")).isEqualTo("TOOLS");
        assertThat(made.text("/server/endUserAccess")).isEqualTo("restricted");
        assertThat(made.text("/server/auth/staticBearerEnabled")).isEqualTo("true");
        assertThat(made.json().at("/server/settings/a").asInt()).isEqualTo(1);
        Answer read = as("GET", "/mcp/servers/srv_" + id).expect(200);
        assertThat(read.body()).doesNotContain(made.text("/bearerToken"));
        assertThat(read.json().path("tools").isArray()).isTrue();
        assertThat(use(made.text("/bearerToken"), id)).isEqualTo(200);
    }

    @Test
    void anOauthServerHasNoTokenUntilItTakesBearers() {
        Answer made = server("authMode", "oauth", "mode", "CODE", "endUserAccess", "open");
        String id = made.text("/server/id");

        assertThat(made.json().has("bearerToken")).isFalse();
        assertThat(as("POST", "/mcp/servers/" + id + "/regenerate-token")
                        .expect(409)
                        .text("/code"))
                .isEqualTo("MCP_BEARER_DISABLED");
        String token = as("PATCH", "/mcp/servers/" + id)
                .json("authMode", "bearer")
                .expect(200)
                .text("/bearerToken");
        assertThat(use(token, id)).isEqualTo(200);
        assertThat(as("PATCH", "/mcp/servers/" + id)
                        .json("name", "again")
                        .expect(200)
                        .json()
                        .has("bearerToken"))
                .isFalse();
        as("PATCH", "/mcp/servers/" + id).json("authMode", "oauth").expect(200);
        assertThat(use(token, id)).isEqualTo(401);
    }

    @Test
    void regeneratingNeedsNoBodyAndKillsTheOldToken() {
        Answer made = server();
        String id = made.text("/server/id");
        String fresh = as("POST", "/mcp/servers/" + id + "/regenerate-token")
                .expect(200)
                .text("/bearerToken");

        assertThat(use(made.text("/bearerToken"), id)).isEqualTo(401);
        assertThat(use(fresh, id)).isEqualTo(200);
        as("POST", "/mcp/servers/nothing/regenerate-token").expect(404);
    }

    @Test
    void aSuspendedServerOrWorkspaceRefusesItsTokens() {
        Answer made = server();
        String id = made.text("/server/id");
        as("PATCH", "/mcp/servers/" + id).json("suspended", true).expect(200);
        assertThat(use(made.text("/bearerToken"), id)).isEqualTo(403);
        as("PATCH", "/mcp/servers/" + id).json("suspended", false).expect(200);
        assertThat(use(made.text("/bearerToken"), id)).isEqualTo(200);

        Organization own = Fixture.organization(SERVER);
        Http.patch("/api/v1/workspaces/" + own.workspaceId())
                .bearer(own.apiKey())
                .json("suspended", true)
                .expect(200);
        assertThat(use(own.mcpToken(), own.mcpServerId())).isEqualTo(403);
    }

    @Test
    void aDeletedServerTakesItsTokensAlong() {
        Answer made = server();
        String id = made.text("/server/id");
        as("DELETE", "/mcp/servers/" + id).expect(200);
        assertThat(use(made.text("/bearerToken"), id)).isEqualTo(401);
        as("GET", "/mcp/servers/" + id).expect(404);
    }

    @Test
    void whatIsMissingOrForeignIsRefused() {
        assertThat(as("POST", "/mcp/servers").json("name", "x").expect(400).text("/code"))
                .isEqualTo("WORKSPACE_REQUIRED");
        as("POST", "/mcp/servers")
                .json("name", "x", "workspaceId", other.workspaceId())
                .expect(404);
        as("POST", "/mcp/servers")
                .json("name", "x", "workspaceId", acme.workspaceId(), "mode", "FUN")
                .expect(400);
        assertThat(as("POST", "/mcp/servers")
                        .json("name", "x", "workspaceId", acme.workspaceId(), "endUserId", "nobody")
                        .expect(404)
                        .text("/code"))
                .isEqualTo("END_USER_NOT_FOUND");
        assertThat(as("GET", "/mcp/servers/" + other.mcpServerId()).expect(404).body())
                .isEqualTo(as("GET", "/mcp/servers/nothing").expect(404).body());
        as("POST", "/mcp/servers")
                .json("name", "x", "projectId", acme.workspaceId())
                .expect(201);
    }

    @Test
    void anEndUsersTokenIsListedUsedAndRevoked() {
        Answer made = server("mode", "CODE");
        String tokens = "/mcp/servers/" + made.text("/server/id") + "/access-tokens";
        String endUser = endUser();
        Answer token = as("POST", tokens).json("endUserId", endUser).expect(201);

        assertThat(token.text("/accessToken"))
                .isEqualTo(token.text("/bearerToken"))
                .startsWith("mcp_");
        assertThat(token.text("/token/endUserId")).isEqualTo(endUser);
        assertThat(token.text("/token/tokenType")).isEqualTo("mcp_bearer");
        assertThat(token.json().at("/token/scopes").toString()).isEqualTo("[\"mcp:tools\",\"mcp:code\"]");
        assertThat(token.text("/token/tokenPrefix"))
                .isEqualTo(token.text("/accessToken").substring(0, 8));
        assertThat(use(token.text("/accessToken"), made.text("/server/id"))).isEqualTo(200);
        Answer list = as("GET", tokens).expect(200);
        assertThat(list.text("/total")).isEqualTo("1");
        assertThat(list.body()).doesNotContain(token.text("/accessToken"));
        as("DELETE", tokens + "/" + token.text("/token/id")).expect(200);
        assertThat(use(token.text("/accessToken"), made.text("/server/id"))).isEqualTo(401);
        as("DELETE", tokens + "/" + token.text("/token/id")).expect(404);
    }

    @Test
    void tokensAreRefusedWhereTheServerSaysSo() {
        String oauth = server("authMode", "oauth").text("/server/id");
        String bearer = server("authMode", "bearer").text("/server/id");
        String endUser = endUser();

        assertThat(as("POST", "/mcp/servers/" + oauth + "/access-tokens")
                        .json("endUserId", endUser)
                        .expect(409)
                        .text("/code"))
                .isEqualTo("MCP_BEARER_DISABLED");
        assertThat(as("POST", "/mcp/servers/" + bearer + "/oauth-tokens")
                        .json("endUserId", endUser)
                        .expect(409)
                        .text("/code"))
                .isEqualTo("MCP_OAUTH_DISABLED");
        assertThat(as("POST", "/mcp/servers/" + bearer + "/access-tokens")
                        .json("endUserId", endUser, "scopes", Json.array("mcp:code"))
                        .expect(400)
                        .text("/code"))
                .isEqualTo("INVALID_MCP_SCOPES");
        assertThat(as("POST", "/mcp/servers/" + bearer + "/access-tokens")
                        .json("endUserId", "nobody")
                        .expect(404)
                        .text("/code"))
                .isEqualTo("END_USER_NOT_FOUND");
        as("POST", "/mcp/servers/" + bearer + "/access-tokens")
                .json("endUserId", endUser, "expiresIn", "soon")
                .expect(400);
    }

    @Test
    void theTokensOfAnEndUserEndWithIt() {
        Answer made = as("POST", "/end-users")
                .json("workspaceId", acme.workspaceId(), "externalId", "mortal", "email", "m@example.test")
                .expect(201);
        String id = made.text("/endUser/id");
        String token = as("POST", "/mcp/servers/" + acme.mcpServerId() + "/access-tokens")
                .json("endUserId", id)
                .expect(201)
                .text("/accessToken");

        assertThat(made.text("/endUser/type")).isEqualTo("external");
        as("PATCH", "/end-users/" + id).json("enabled", false).expect(200);
        assertThat(use(token, acme.mcpServerId())).isEqualTo(403);
        as("PATCH", "/end-users/" + id).json("enabled", true).expect(200);
        assertThat(use(token, acme.mcpServerId())).isEqualTo(200);
        assertThat(as("DELETE", "/end-users/" + id).expect(200).text("/connectionsDeleted"))
                .isEqualTo("0");
        assertThat(use(token, acme.mcpServerId())).isEqualTo(401);
    }

    @Test
    void anEndUserIsLetIntoTheConnectPortalAndNowhereElse() {
        Answer made = as("POST", "/end-users")
                .json("workspaceId", acme.workspaceId(), "externalId", "connects")
                .expect(201);
        String user = "/end-users/" + made.text("/endUser/id");
        Answer answer = as("POST", user + "/connect-token").expect(200);
        String token = answer.text("/token");

        assertThat(token).matches("eut_[0-9A-Za-z]{38}");
        assertThat(answer.text("/connectUrl")).contains("/connect/portal").endsWith(token);
        assertThat(Clients.introspect(token).text("/end_user_id")).isEqualTo("connects");
        assertThat(use(token, acme.mcpServerId())).isEqualTo(401);
        Http.get("/api/v1/verify").bearer(token).expect(401);
        Http.get("/api/v1/workspaces").bearer(token).expect(401);
        as("POST", user + "/connect-token").json("expiresIn", 60).expect(400);
        as("POST", user + "/invite").expect(400);
        assertThat(as("POST", user + "/invite")
                        .json("email", "c@example.test")
                        .expect(200)
                        .text("/emailSent"))
                .isEqualTo("false");
        as("DELETE", user).expect(200);
        assertThat(Clients.introspect(token).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void endUsersBelongToAWorkspace() {
        assertThat(as("GET", "/end-users").expect(400).text("/code")).isEqualTo("WORKSPACE_REQUIRED");
        String externalId = endUser();
        assertThat(as("POST", "/end-users")
                        .json("workspaceId", acme.workspaceId(), "externalId", externalId)
                        .expect(409)
                        .text("/code"))
                .isEqualTo("DUPLICATE");
        assertThat(as("GET", "/end-users?workspaceId=" + acme.workspaceId())
                        .expect(200)
                        .body())
                .contains(externalId);
        as("GET", "/end-users?workspaceId=" + other.workspaceId()).expect(404);
        as("PATCH", "/end-users/nothing").json("email", "x").expect(404);
    }

    @Test
    void everyModeSaysWhatItTakes() {
        for (String mode : List.of("oauth", "bearer", "oauth_and_bearer", "BEARER")) {
            boolean bearer = !mode.equals("oauth");
            boolean oauth = mode.startsWith("oauth");
            Answer made = server("authMode", mode);
            assertThat(made.text("/server/authMode")).isEqualTo(mode.toLowerCase(Locale.ROOT));
            assertThat(made.json().has("bearerToken")).isEqualTo(bearer);
            assertThat(made.json().at("/server/auth"))
                    .isEqualTo(Json.object(
                            "oauthEnabled", oauth,
                            "bearerEnabled", bearer,
                            "staticBearerEnabled", bearer,
                            "endUserBearerTokensEnabled", bearer,
                            "accessTokensEnabled", true));
        }
        for (String field : List.of("authMode", "mode", "endUserAccess")) {
            assertThat(as("POST", "/mcp/servers")
                            .json("name", "x", "workspaceId", acme.workspaceId(), field, "none")
                            .expect(400)
                            .text("/details/field"))
                    .isEqualTo(field);
        }
    }

    @Test
    void onlyTheFirstSwitchToBearersBringsAToken() {
        Answer made = server("authMode", "oauth");
        String path = "/mcp/servers/srv_" + made.text("/server/id");
        String token = as("PATCH", path)
                .json("authMode", "oauth_and_bearer")
                .expect(200)
                .text("/bearerToken");
        as("PATCH", path).json("authMode", "oauth").expect(200);
        assertThat(as("PATCH", path)
                        .json("authMode", "bearer")
                        .expect(200)
                        .json()
                        .has("bearerToken"))
                .isFalse();
        assertThat(use(token, made.text("/server/id"))).isEqualTo(200);
        assertThat(as("PATCH", path)
                        .json("workspaceId", other.workspaceId())
                        .expect(400)
                        .text("/code"))
                .isEqualTo("NO_UPDATES");
    }

    @Test
    void serversAreListedByWorkspaceAndPage() {
        Organization own = Fixture.organization(SERVER);
        String second = Http.post("/api/v1/workspaces")
                .bearer(own.apiKey())
                .json("name", "second", "slug", "second")
                .expect(201)
                .text("/workspace/id");
        String id = Http.post("/api/v1/mcp/servers")
                .bearer(own.apiKey())
                .json("name", "s", "workspaceId", second)
                .expect(201)
                .text("/server/id");
        Answer all =
                Http.get("/api/v1/mcp/servers?limit=1").bearer(own.apiKey()).expect(200);
        assertThat(all.text("/total")).isEqualTo("2");
        assertThat(all.json().path("servers")).hasSize(1);
        assertThat(all.body()).doesNotContain("mcp_");
        String ofSecond = "/api/v1/mcp/servers?workspaceId=" + second;
        assertThat(Http.get(ofSecond).bearer(own.apiKey()).expect(200).text("/servers/0/id"))
                .isEqualTo(id);
        Http.patch("/api/v1/mcp/servers/" + id)
                .bearer(own.apiKey())
                .json("suspended", true)
                .expect(200);
        assertThat(Http.get(ofSecond).bearer(own.apiKey()).expect(200).text("/total"))
                .isEqualTo("0");
        assertThat(Http.get(ofSecond + "&includeSuspended=true")
                        .bearer(own.apiKey())
                        .expect(200)
                        .text("/total"))
                .isEqualTo("1");
        Http.get("/api/v1/mcp/servers?workspaceId=" + other.workspaceId())
                .bearer(own.apiKey())
                .expect(404);
    }

    @Test
    void everyOperationAnswersOddRequestsInOurShape() {
        String path = "/mcp/servers/" + acme.mcpServerId();
        assertThat(as("PUT", path).expect(405).text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
        as("PATCH", path).body("text/plain", "x").expect(415);
        assertThat(as("PATCH", path).json("settings", "x").expect(400).text("/details/field"))
                .isEqualTo("settings");
        for (String kind : List.of("/access-tokens", "/oauth-tokens")) {
            as("GET", "/mcp/servers/" + other.mcpServerId() + kind).expect(404);
            as("DELETE", path + kind + "/" + UUID.randomUUID()).expect(404);
            assertThat(as("POST", path + kind).expect(400).text("/details/field"))
                    .isEqualTo("endUserId");
        }
    }

    @Test
    void anOauthTokenOfAnEndUserIsListedApartUsedAndRevoked() {
        String id = server().text("/server/id");
        String tokens = "/mcp/servers/srv_" + id + "/oauth-tokens";
        String endUser = endUser();
        Answer made =
                as("POST", tokens).json("endUserId", endUser, "expiresIn", 600).expect(201);
        String token = made.text("/accessToken");

        assertThat(token).matches("mcpo_[0-9A-Za-z]{38}");
        assertThat(made.json().has("bearerToken")).isFalse();
        assertThat(made.text("/token/tokenType")).isEqualTo("mcp_oauth");
        assertThat(made.json().at("/token/scopes")).isEqualTo(Json.array("mcp:tools"));
        assertThat(Duration.between(
                        Instant.parse(made.text("/token/createdAt")), Instant.parse(made.text("/token/expiresAt"))))
                .isBetween(Duration.ofSeconds(599), Duration.ofSeconds(601));
        assertThat(made.text("/mcpEndpoint")).endsWith("/mcp/srv_" + id);
        assertThat(use(token, id)).isEqualTo(200);
        assertThat(use(token, acme.mcpServerId())).isEqualTo(401);
        assertThat(as("GET", "/mcp/servers/" + id + "/access-tokens")
                        .expect(200)
                        .text("/total"))
                .isEqualTo("0");
        as("DELETE", "/mcp/servers/" + id + "/access-tokens/" + made.text("/token/id"))
                .expect(404);
        as("DELETE", tokens + "/" + made.text("/token/id")).expect(200);
        assertThat(use(token, id)).isEqualTo(401);
    }

    @Test
    void aTokenLivesThirtyDaysUnlessToldOtherwise() {
        String tokens = "/mcp/servers/" + acme.mcpServerId() + "/access-tokens";
        String endUser = endUser();
        Answer made = as("POST", tokens).json("endUserId", endUser).expect(201);
        assertThat(Duration.between(
                        Instant.parse(made.text("/token/createdAt")), Instant.parse(made.text("/token/expiresAt"))))
                .isBetween(
                        Duration.ofDays(30).minusSeconds(1), Duration.ofDays(30).plusSeconds(1));
        for (Object bad : new Object[] {0, -1, 1.5, 366 * 24 * 3600, 99_999_999_999L}) {
            assertThat(as("POST", tokens)
                            .json("endUserId", endUser, "expiresIn", bad)
                            .expect(400)
                            .text("/details/field"))
                    .isEqualTo("expiresIn");
        }
        String shortLived = as("POST", tokens)
                .json("endUserId", endUser, "expiresIn", 2)
                .expect(201)
                .text("/accessToken");
        Instant deadline = Instant.now().plusSeconds(15);
        while (use(shortLived, acme.mcpServerId()) == 200 && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(use(shortLived, acme.mcpServerId())).isEqualTo(401);
    }

    @Test
    void scopesAreThoseAskedForWithinTheMode() {
        String code = "/mcp/servers/" + server("mode", "CODE").text("/server/id") + "/access-tokens";
        String endUser = endUser();
        assertThat(as("POST", code)
                        .json("endUserId", endUser, "scopes", Json.array("mcp:code"))
                        .expect(201)
                        .json()
                        .at("/token/scopes"))
                .isEqualTo(Json.array("mcp:code"));
        for (Object bad : List.of(Json.array(), Json.array("mcp:tools", "admin"))) {
            assertThat(as("POST", code)
                            .json("endUserId", endUser, "scopes", bad)
                            .expect(400)
                            .text("/code"))
                    .isEqualTo("INVALID_MCP_SCOPES");
        }
        as("POST", code).json("endUserId", endUser, "scopes", "mcp:code").expect(400);
    }

    @Test
    void everyTokenOfAServerEndsWithItsServerAndSleepsWithIt() {
        String id = server().text("/server/id");
        String endUser = endUser();
        String access = as("POST", "/mcp/servers/" + id + "/access-tokens")
                .json("endUserId", endUser)
                .expect(201)
                .text("/accessToken");
        String oauth = as("POST", "/mcp/servers/" + id + "/oauth-tokens")
                .json("endUserId", endUser)
                .expect(201)
                .text("/accessToken");
        as("PATCH", "/mcp/servers/" + id).json("suspended", true).expect(200);
        assertThat(List.of(use(access, id), use(oauth, id))).containsExactly(403, 403);
        as("PATCH", "/mcp/servers/" + id)
                .json("suspended", false, "authMode", "bearer")
                .expect(200);
        assertThat(List.of(use(access, id), use(oauth, id))).containsExactly(200, 401);
        as("PATCH", "/mcp/servers/" + id).json("authMode", "oauth").expect(200);
        assertThat(List.of(use(access, id), use(oauth, id))).containsExactly(401, 200);
        as("POST", "/mcp/servers/" + id + "/regenerate-token").expect(409);
        as("DELETE", "/mcp/servers/srv_" + id).expect(200);
        assertThat(List.of(use(access, id), use(oauth, id))).containsExactly(401, 401);
    }

    @Test
    @DisplayName("case 22: a scoped key has the servers of its workspaces only")
    void aScopedKeyHasItsWorkspacesServers() {
        String second = as("POST", "/workspaces")
                .json("name", "second", "slug", Fixture.uniqueSlug("s"))
                .expect(201)
                .text("/workspace/id");
        String scoped = Fixture.scopedKey(acme, second);
        Http.post("/api/v1/mcp/servers")
                .bearer(scoped)
                .json("name", "mine", "workspaceId", second)
                .expect(201);
        assertThat(Http.get("/api/v1/mcp/servers").bearer(scoped).expect(200).text("/total"))
                .isEqualTo("1");
        String outside = "/api/v1/mcp/servers/" + acme.mcpServerId();
        List<Http> requests = List.of(
                Http.get(outside),
                Http.patch(outside).json("name", "x"),
                Http.delete(outside),
                Http.post(outside + "/regenerate-token"),
                Http.get(outside + "/access-tokens"),
                Http.get("/api/v1/mcp/servers?workspaceId=" + acme.workspaceId()),
                Http.post("/api/v1/mcp/servers").json("name", "x", "workspaceId", acme.workspaceId()));
        for (Http request : requests) {
            assertThat(request.bearer(scoped).expect(403).text("/code")).isEqualTo("SCOPE_DENIED");
        }
        assertThat(use(acme.mcpToken(), acme.mcpServerId())).isEqualTo(200);
    }

    @Test
    void aPlanHasItsQuotaOfServers() {
        Organization small = Fixture.organization(SERVER);
        Http.patch("/api/v1/admin/organizations/" + small.id())
                .bearer(SERVER.operatorToken())
                .json("plan", "free")
                .expect(200);
        for (int i = 0; i < 3; i++) {
            Http.post("/api/v1/mcp/servers")
                    .bearer(small.apiKey())
                    .json("name", "s" + i, "workspaceId", small.workspaceId())
                    .expect(i < 2 ? 201 : 403);
        }
    }
}
