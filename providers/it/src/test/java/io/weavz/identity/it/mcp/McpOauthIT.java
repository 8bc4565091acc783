package io.weavz.identity.it.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Jwt;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person signs in for one MCP server with a client that nobody has registered before. */
@Tag("postgres")
class McpOauthIT {
    private static final String WHOAMI =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"whoami\"}}";

    private static Organization acme;
    private static Organization other;
    private static People.Person person;
    private static SigningInClient client;

    @BeforeAll
    static void peopleAndOrganizations() {
        acme = Fixture.organization(Weavz.server());
        other = Fixture.organization(Weavz.server());
        person = People.member(acme, "member");
        client = SigningInClient.discover(endpoint());
    }

    private static String endpoint() {
        return acme.mcpEndpoint() + "/oauth";
    }

    private static Answer whoami(String endpoint, String token) {
        return Http.post(endpoint)
                .bearer(token)
                .body("application/json", WHOAMI)
                .send();
    }

    private static String signedIn(String scope) {
        return client.signIn(person, scope).expect(200).text("/access_token");
    }

    @Test
    void theTokenIsForTheServerAndForNobodyElse() {
        Answer tokens = client.signIn(person, client.challengedScope()).expect(200);
        JsonNode claims = Jwt.verified(tokens.text("/access_token"));
        assertThat(claims.path("aud").asText()).isEqualTo(endpoint());
        assertThat(claims.path("org_id").asText()).isEqualTo(acme.id());
        assertThat(claims.path("auth_method").asText()).isEqualTo("mcp_oauth");
        assertThat(claims.path("mcp_server_id").asText()).isEqualTo(acme.mcpServerId());

        Answer answer = whoami(endpoint(), tokens.text("/access_token")).expect(200);
        JsonNode told = answer.json().at("/result/structuredContent");
        assertThat(told.at("/organization/id").asText()).isEqualTo(acme.id());
        assertThat(told.at("/subject").asText()).isEqualTo(person.id());
        assertThat(told.at("/authMethod").asText()).isEqualTo("mcp_oauth");
        assertThat(told.at("/scopes").toString()).isEqualTo("[\"mcp:tools\"]");
    }

    @Test
    void aGatewayBeforeTheServerLearnsTheSame() {
        Answer verified = Http.get("/api/v1/verify")
                .bearer(signedIn("mcp:tools"))
                .header("X-Forwarded-Uri", "/mcp/srv_" + acme.mcpServerId() + "/oauth")
                .expect(200);
        assertThat(verified.header("X-Weavz-Subject")).hasValue(person.id());
        assertThat(verified.header("X-Weavz-Mcp-Server-Id")).hasValue(acme.mcpServerId());
        assertThat(verified.header("X-Weavz-Project-Ids")).hasValue(acme.workspaceId());
    }

    @Test
    @DisplayName("case 39: the tokens of one sign-in have each its own minted token, with its own scopes")
    void aMintedTokenHasTheScopesOfItsToken() throws InterruptedException {
        Answer wide = client.signIn(person, "mcp:tools mcp:code").expect(200);
        Answer narrow = client.refresh(wide.text("/refresh_token"), "scope", "mcp:tools")
                .expect(200);
        // What has just changed is not remembered.
        Thread.sleep(4_000);
        assertThat(minted(wide)).contains("mcp:code");
        assertThat(minted(narrow)).contains("mcp:tools").doesNotContain("mcp:code");
    }

    private static String minted(Answer tokens) {
        String header = Http.get("/api/v1/verify?token=jwt")
                .bearer(tokens.text("/access_token"))
                .header("X-Forwarded-Uri", "/mcp/srv_" + acme.mcpServerId() + "/oauth")
                .expect(200)
                .header("Authorization")
                .orElseThrow();
        return Jwt.verified(header.substring("Bearer ".length())).path("scope").asText();
    }

    @Test
    void introspectionKnowsTheToken() {
        JsonNode told = Clients.introspect(signedIn("mcp:tools")).expect(200).json();
        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("exp").isIntegralNumber()).isTrue();
        assertThat(told.path("org_id").asText()).isEqualTo(acme.id());
        assertThat(told.path("sub").asText()).isEqualTo(person.id());
    }

    @Test
    @DisplayName("case 41: a token for another server, for the API or for nobody is refused")
    void aTokenForSomebodyElseIsRefused() {
        String token = signedIn("mcp:tools");
        for (String elsewhere : List.of(other.mcpEndpoint(), other.mcpEndpoint() + "/oauth")) {
            whoami(elsewhere, token).expect(401);
        }
        Http.get("/api/v1/workspaces").bearer(token).expect(401);
        whoami(endpoint(), person.token()).expect(401);
    }

    @Test
    @DisplayName("case 40: a refresh token or an ID token is no access token")
    void noOtherTokenOfTheSignInIsTaken() {
        Answer tokens = client.signIn(person, "openid mcp:tools").expect(200);
        whoami(endpoint(), tokens.text("/refresh_token")).expect(401);
        whoami(endpoint(), tokens.text("/id_token")).expect(401);
        String token = tokens.text("/access_token");
        whoami(endpoint(), token.substring(0, token.length() - 4) + "AAAA").expect(401);
    }

    @Test
    void whoLacksTheScopeIsToldItOnceAndSignsInForIt() {
        Answer refused = whoami(endpoint(), signedIn("mcp:code")).expect(403);
        assertThat(refused.text("/error")).isEqualTo("FORBIDDEN");
        assertThat(refused.headers().get("WWW-Authenticate")).hasSize(1);
        assertThat(SigningInClient.parameter(refused, "error")).isEqualTo("insufficient_scope");
        assertThat(SigningInClient.parameter(refused, "resource_metadata")).contains(acme.mcpServerId());
        whoami(endpoint(), signedIn("mcp:code " + SigningInClient.parameter(refused, "scope")))
                .expect(200);
    }

    private static String secondServer() {
        return Http.post("/api/v1/mcp/servers")
                        .bearer(acme.apiKey())
                        .json("name", "Second", "workspaceId", acme.workspaceId())
                        .expect(201)
                        .text("/mcpEndpoint")
                + "/oauth";
    }

    @Test
    void aTokenIsRenewedForTheServerThatItWasFor() {
        String first = client.signIn(person, "mcp:tools").expect(200).text("/refresh_token");
        whoami(endpoint(), client.refresh(first).expect(200).text("/access_token"))
                .expect(200);
        assertThat(client.at(secondServer()).refresh(first).expect(400).text("/error"))
                .isEqualTo("invalid_target");
    }

    @Test
    void somebodyWhoIsNoMemberGetsNoToken() {
        assertThat(client.signIn(People.create(), "mcp:tools").expect(400).text("/error"))
                .isEqualTo("invalid_target");
    }

    @Test
    void aMemberWhoIsRemovedIsRefusedAtOnce() {
        People.Person leaving = People.member(acme, "member");
        String token = client.signIn(leaving, "mcp:tools").expect(200).text("/access_token");
        whoami(endpoint(), token).expect(200);
        String members = "/api/v1/members";
        for (JsonNode member : Http.get(members)
                .serviceKey(Weavz.server().bootstrapServiceKey(), acme.id())
                .expect(200)
                .json()
                .path("members")) {
            if (member.path("userId").asText().equals(leaving.id())) {
                Http.delete(members + "/" + member.path("id").asText())
                        .serviceKey(Weavz.server().bootstrapServiceKey(), acme.id())
                        .expect(200);
            }
        }
        whoami(endpoint(), token).expect(401);
    }

    @Test
    void theAddressOfStaticTokensAnswersNoDiscovery() {
        Answer refused = Http.post(acme.mcpEndpoint())
                .bearer("mcp_wrong")
                .body("application/json", WHOAMI)
                .expect(401);
        assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer realm=\"weavz\", error=\"invalid_token\"");
        Http.get("/oauth/protected-resource/mcp/srv_" + acme.mcpServerId()).expect(404);
    }

    @Test
    void aServerWithoutOauthHasNoSignIn() {
        Organization bearers = Fixture.organization(Weavz.server());
        Http.patch("/api/v1/mcp/servers/" + bearers.mcpServerId())
                .bearer(bearers.apiKey())
                .json("authMode", "bearer")
                .expect(200);
        assertThat(Http.post(bearers.mcpEndpoint() + "/oauth")
                        .body("application/json", WHOAMI)
                        .expect(401)
                        .header("WWW-Authenticate"))
                .hasValue("Bearer realm=\"weavz\"");
    }

    @Test
    void aClientThatWouldTakeTheCodeElsewhereIsNotRegistered() {
        SigningInClient.register(SigningInClient.registrationEndpoint(), "https://evil.example/callback")
                .expect(403);
    }
}
