package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.IdentityHeaders;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Jwt;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.RawHttp;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door for gateways: headers out, nothing but yes or no in between. */
@Tag("postgres")
class VerifyIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Http verify(String token, String query) {
        return Http.get("/api/v1/verify" + query).bearer(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
    void everyMethodIsAnsweredAlike(String method) {
        for (String path : List.of("/api/v1/verify", "/api/v1/verify/some/path")) {
            Answer answer =
                    Http.method(method, path).bearer(acme.apiKey()).send().expect(200);
            assertThat(answer.headers().keySet()).containsAll(IdentityHeaders.ALL);
            Http.method(method, path).send().expect(401);
        }
    }

    @Test
    void anApiKeySpeaksForItsOrganization() {
        Answer answer = verify(acme.apiKey(), "").expect(200);

        assertThat(answer.header("X-Weavz-Org-Id")).hasValue(acme.id());
        assertThat(answer.header("X-Weavz-Org-Slug")).hasValue(acme.slug());
        assertThat(answer.header("X-Weavz-Plan")).hasValue("enterprise");
        assertThat(answer.header("X-Weavz-Auth-Method")).hasValue("api_key");
        assertThat(answer.header("X-Weavz-Credential-Id")).hasValue(acme.apiKeyId());
        assertThat(answer.header("X-Weavz-Project-Ids")).hasValue("");
        assertThat(answer.header("X-Weavz-End-User-Id")).hasValue("");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void aServiceKeySpeaksForTheOrganizationItNames() {
        Answer answer = Http.get("/api/v1/verify")
                .serviceKey(SERVER.bootstrapServiceKey(), acme.slug())
                .expect(200);

        assertThat(answer.header("X-Weavz-Org-Id")).hasValue(acme.id());
        assertThat(answer.header("X-Weavz-Auth-Method")).hasValue("service_key");
        assertThat(answer.header("X-Weavz-Subject"))
                .isEqualTo(verify(acme.apiKey(), "").send().header("X-Weavz-Subject"));
    }

    @Test
    void anMcpTokenIsGoodForItsServerAlone() {
        Answer answer =
                verify(acme.mcpToken(), "?server=srv_" + acme.mcpServerId()).expect(200);

        assertThat(answer.header("X-Weavz-Auth-Method")).hasValue("mcp_bearer");
        assertThat(answer.header("X-Weavz-Mcp-Server-Id")).hasValue(acme.mcpServerId());
        assertThat(answer.header("X-Weavz-Project-Ids")).hasValue(acme.workspaceId());
        assertThat(answer.header("X-Weavz-Scopes")).hasValue("mcp:tools");
        verify(acme.mcpToken(), "?server=" + acme.mcpServerId()).expect(200);
        verify(acme.mcpToken(), "?server=srv_" + other.mcpServerId()).expect(401);
        verify(acme.mcpToken(), "").expect(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/srv_%s", "/mcp/server_%s", "/mcp/%s", "/mcp/srv_%s/sse", "/mcp/srv_%s?x=1"})
    void theForwardedUriNamesTheServer(String uri) {
        verify(acme.mcpToken(), "")
                .header("X-Forwarded-Uri", uri.formatted(acme.mcpServerId()))
                .expect(200);
        verify(acme.mcpToken(), "")
                .header("X-Forwarded-Uri", uri.formatted(other.mcpServerId()))
                .expect(401);
    }

    @Test
    @DisplayName("case 14: the query of a client does not outvote the forwarded path")
    void theQueryDoesNotOutvoteTheForwardedPath() {
        verify(acme.mcpToken(), "?server=srv_" + acme.mcpServerId())
                .header("X-Forwarded-Uri", "/mcp/srv_" + other.mcpServerId())
                .expect(401);
        verify(acme.mcpToken(), "/mcp/srv_" + other.mcpServerId() + "?server=srv_" + acme.mcpServerId())
                .expect(401);
        verify(acme.mcpToken(), "/mcp/srv_" + acme.mcpServerId()).expect(200);
        verify(acme.mcpToken(), "/mcp/srv_" + acme.mcpServerId())
                .header("X-Forwarded-Uri", "/mcp/srv_" + other.mcpServerId())
                .expect(401);
    }

    @Test
    @DisplayName("case 14: headers that no gateway of ours sets are not believed")
    void otherForwardingHeadersAreIgnored() {
        verify(acme.mcpToken(), "")
                .header("X-Original-URI", "/mcp/srv_" + acme.mcpServerId())
                .header("X-Rewrite-URL", "/mcp/srv_" + acme.mcpServerId())
                .expect(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp/srv_%s/../srv_other",
                "/mcp/srv_%s/%%2e%%2e/srv_other",
                "//mcp/srv_%s",
                "/MCP/srv_%s",
                "/x/..;/mcp/srv_%s",
                "/%%6dcp/srv_%s",
                "/mcp;a=b/srv_%s",
            })
    @DisplayName("case 18: a path that means a server without naming it plainly lets nobody in")
    void pathTricksLetNobodyIn(String uri) {
        String forwarded = uri.formatted(acme.mcpServerId());
        verify(acme.mcpToken(), "").header("X-Forwarded-Uri", forwarded).expect(401);
        verify(acme.apiKey(), "").header("X-Forwarded-Uri", forwarded).expect(401);
    }

    @Test
    @DisplayName("case 16: values of other alphabets reach the API as plain ASCII")
    void valuesAreAscii() {
        String endUser = "Zoë, 東京 50%";
        Http.post("/api/v1/end-users")
                .bearer(acme.apiKey())
                .json("workspaceId", acme.workspaceId(), "externalId", endUser)
                .expect(201);
        String token = Http.post("/api/v1/mcp/servers/" + acme.mcpServerId() + "/access-tokens")
                .bearer(acme.apiKey())
                .json("endUserId", endUser)
                .expect(201)
                .text("/accessToken");

        Answer answer = verify(token, "?server=" + acme.mcpServerId()).expect(200);

        assertThat(answer.header("X-Weavz-End-User-Id")).hasValue("Zo%C3%AB%2C%20%E6%9D%B1%E4%BA%AC%2050%25");
        assertThat(answer.text("/end_user_id")).isEqualTo(endUser);
    }

    @Test
    void anOauthTokenOfAnEndUserSaysSo() {
        Http.post("/api/v1/end-users")
                .bearer(acme.apiKey())
                .json("workspaceId", acme.workspaceId(), "externalId", "oauth-user")
                .expect(201);
        String token = Http.post("/api/v1/mcp/servers/" + acme.mcpServerId() + "/oauth-tokens")
                .bearer(acme.apiKey())
                .json("endUserId", "oauth-user")
                .expect(201)
                .text("/accessToken");

        assertThat(token).startsWith("mcpo_");
        Answer answer = verify(token, "?server=" + acme.mcpServerId()).expect(200);
        assertThat(answer.header("X-Weavz-Auth-Method")).hasValue("mcp_oauth");
        assertThat(answer.header("X-Weavz-End-User-Id")).hasValue("oauth-user");
    }

    @Test
    void aShortLivedTokenForTheUpstreamIsMintedOnDemand() {
        Answer answer = verify(acme.mcpToken(), "?token=jwt&server=" + acme.mcpServerId())
                .expect(200);
        JsonNode claims =
                Jwt.verified(answer.header("Authorization").orElseThrow().substring("Bearer ".length()));

        assertThat(claims.path("aud").asText()).isEqualTo(acme.mcpEndpoint());
        assertThat(claims.path("org_id").asText()).isEqualTo(acme.id());
        assertThat(claims.path("mcp_server_id").asText()).isEqualTo(acme.mcpServerId());
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isBetween(1L, 300L);
        assertThat(verify(acme.apiKey(), "").send().header("Authorization")).isEmpty();
    }

    @Test
    @DisplayName("case 5: a minted token is no credential")
    void aMintedTokenIsNoCredential() {
        String minted = verify(acme.apiKey(), "?token=jwt")
                .expect(200)
                .header("Authorization")
                .orElseThrow();

        RawHttp.get("/realms/weavz/api/v1/verify", "Authorization: " + minted).expect(401);
        RawHttp.get("/realms/weavz/api/v1/workspaces", "Authorization: " + minted)
                .expect(401);
    }

    @Test
    void theRootPathsAnswerTheSame() {
        Answer answer = Http.get(SERVER.rootUrl() + "/api/v1/verify")
                .bearer(acme.apiKey())
                .expect(200);
        assertThat(answer.header("X-Weavz-Org-Id")).hasValue(acme.id());
        Http.get(SERVER.rootUrl() + "/api/v1/verify").expect(401);
    }

    private static Answer batch(List<Object> credentials) {
        return Http.post("/api/v1/verify")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("credentials", credentials)
                .send();
    }

    @Test
    @DisplayName("case 37: one bad credential among many changes nothing for the others, in order")
    void aBatchAnswersInOrder() {
        List<Object> credentials = new ArrayList<>();
        for (int i = 0; i < 98; i++) {
            credentials.add(Json.object("token", i % 2 == 0 ? acme.apiKey() : other.apiKey()));
        }
        credentials.add(Json.object("token", "wvz_bad"));
        credentials.add(Json.object("token", acme.mcpToken(), "server", "srv_" + acme.mcpServerId()));

        JsonNode results = batch(credentials).expect(200).json().path("results");

        assertThat(results.size()).isEqualTo(100);
        assertThat(results.at("/0/org_id").asText()).isEqualTo(acme.id());
        assertThat(results.at("/1/org_id").asText()).isEqualTo(other.id());
        assertThat(results.at("/98/allowed").asBoolean()).isFalse();
        assertThat(results.at("/98/status").asInt()).isEqualTo(401);
        assertThat(results.at("/99/allowed").asBoolean()).isTrue();
        assertThat(results.toString()).doesNotContain(acme.apiKey()).doesNotContain(acme.mcpToken());
    }

    @Test
    @DisplayName("case 37: a batch is limited, typed, and for callers who may ask")
    void aBatchIsForCallersWhoMayAsk() {
        List<Object> tooMany = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            tooMany.add(Json.object("token", "wvz_bad"));
        }
        assertThat(batch(tooMany).expect(400).text("/code")).isEqualTo("VALIDATION_ERROR");
        assertThat(batch(List.of()).expect(400).text("/details/field")).isEqualTo("credentials");
        assertThat(batch(List.of("text")).expect(400).text("/code")).isEqualTo("VALIDATION_ERROR");
        Http.post("/api/v1/verify").json("credentials", List.of()).expect(401);
        Http.post("/api/v1/verify")
                .bearer(acme.apiKey())
                .json("credentials", List.of(Json.object("token", acme.apiKey())))
                .expect(403);
        String gateway = Clients.post("weavz-gateway", "/token", "grant_type", "client_credentials")
                .expect(200)
                .text("/access_token");
        Http.post("/api/v1/verify")
                .bearer(gateway)
                .json("credentials", List.of(Json.object("token", acme.apiKey())))
                .expect(200);
    }
}
