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
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
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
}
