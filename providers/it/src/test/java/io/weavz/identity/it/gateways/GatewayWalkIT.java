package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the product's page on authentication shows, typed as it is shown there, through the gateway of docker-compose.yml
 * and of {@code ./dev run --gateway}, to {@code examples/connections-api}.
 */
@Tag("gateways")
class GatewayWalkIT {
    private static final Upstream MCP = Upstream.running();

    private static ConnectionsApi api;
    private static String base;
    private static Organization acme;

    @TempDir
    private Path folder;

    @BeforeAll
    static void twoOrganizationsWithAConnectionEach() {
        api = ConnectionsApi.start(Gateway.NGINX);
        base = api.gateway().url();
        acme = Fixture.organization(Weavz.server());
        Organization other = Fixture.organization(Weavz.server());
        add(acme, "Acme's");
        add(other, "Somebody else's");
    }

    private static void add(Organization organization, String name) {
        api.gateway()
                .request("POST", "/api/v1/connections")
                .bearer(organization.apiKey())
                .json("name", name)
                .expect(201);
    }

    @AfterAll
    static void end() {
        api.close();
    }

    @BeforeEach
    void nothingHasArrived() {
        MCP.forget();
    }

    private Answer curl(String... options) {
        return Curl.run(folder, options);
    }

    private static void areAcmesConnections(Answer answer) {
        JsonNode json = answer.expect(200).json();
        assertThat(json.path("total").asInt()).isEqualTo(1);
        assertThat(json.at("/connections/0/name").asText()).isEqualTo("Acme's");
    }

    @Test
    void aPersonSignsInAndGoesOnWithTheCookie() {
        People.Person person = People.member(acme, "member");

        curl(
                        "-X",
                        "POST",
                        base + "/api/auth/sign-in/email",
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "{\"email\": \"" + person.email() + "\", \"password\": \"" + People.PASSWORD + "\"}",
                        "-c",
                        "cookies.txt")
                .expect(200);
        areAcmesConnections(curl(base + "/api/v1/connections", "-b", "cookies.txt"));
    }

    @Test
    void anApiKeyIsABearerToken() {
        areAcmesConnections(curl(base + "/api/v1/connections", "-H", "Authorization: Bearer " + acme.apiKey()));
    }

    @Test
    void aServiceKeyNamesTheOrganization() {
        areAcmesConnections(curl(
                base + "/api/v1/connections",
                "-H",
                "X-Service-Key: " + Weavz.server().bootstrapServiceKey(),
                "-H",
                "X-Org-ID: " + acme.id()));
    }

    @Test
    void anMcpTokenOpensItsServersStream() {
        curl(
                        base + "/mcp/server_" + acme.mcpServerId(),
                        "-H",
                        "Authorization: Bearer " + acme.mcpToken(),
                        "-H",
                        "Accept: text/event-stream")
                .expect(200);

        assertThat(MCP.arrival().header("X-Weavz-Org-Id")).hasValue(acme.id());
        assertThat(MCP.arrival().header("X-Weavz-Project-Ids")).hasValue(acme.workspaceId());
        assertThat(MCP.arrival().header("X-Weavz-Mcp-Server-Id")).hasValue(acme.mcpServerId());
        assertThat(MCP.arrival().header("Accept")).hasValue("text/event-stream");
    }

    @Test
    void aPastedClientConfigurationIsAllThatAClientNeeds() {
        JsonNode server = Json.parse("""
                        {
                          "mcpServers": {
                            "weavz": {
                              "url": "%s/mcp/server_%s",
                              "headers": {
                                "Authorization": "Bearer %s"
                              }
                            }
                          }
                        }
                        """.formatted(base, acme.mcpServerId(), acme.mcpToken()))
                .at("/mcpServers/weavz");

        Http request = Http.post(server.path("url").asText()).header("Accept", "application/json, text/event-stream");
        server.path("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        request.json("jsonrpc", "2.0", "id", 1, "method", "tools/list").expect(200);

        assertThat(MCP.arrival().header("X-Weavz-Mcp-Server-Id")).hasValue(acme.mcpServerId());
        assertThat(MCP.arrival().body()).contains("tools/list");
    }

    @Test
    void whoBringsNothingReadsTheFirstErrorBody() {
        assertThat(curl(base + "/api/v1/connections").expect(401).body())
                .startsWith(
                        "{\"error\":\"UNAUTHORIZED\",\"message\":\"Invalid or missing authentication credentials\"");
    }

    @Test
    void whoMayNotReadsTheSecondErrorBody() {
        assertThat(curl(
                                base + "/api/v1/connections",
                                "-H",
                                "Authorization: Bearer " + acme.apiKey(),
                                "-H",
                                "X-Org-ID: another")
                        .expect(403)
                        .body())
                .startsWith("{\"error\":\"FORBIDDEN\",\"message\":\"You do not have access to this resource\"");
    }
}
