package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the product's page on authentication shows, typed as it is shown there, through the gateway of docker-compose.yml
 * and of {@code ./dev run --gateway}.
 */
@Tag("gateways")
class GatewayWalkIT {
    private static final Upstream API = Upstream.running();
    private static final String UNAUTHORIZED =
            "{\"error\":\"UNAUTHORIZED\",\"message\":\"Invalid or missing authentication credentials\"";
    private static final String FORBIDDEN =
            "{\"error\":\"FORBIDDEN\",\"message\":\"You do not have access to this resource\"";

    private static String base;
    private static Organization acme;

    @TempDir
    private Path folder;

    @BeforeAll
    static void gateway() {
        base = Gateway.NGINX.running().url();
        acme = Caller.organization();
    }

    @BeforeEach
    void nothingHasArrived() {
        API.forget();
    }

    private Answer curl(String... options) {
        return Curl.run(folder, options);
    }

    @Test
    void aPersonSignsInAndGoesOnWithTheCookie() {
        AuthClient person = AuthClient.signedUp();
        String organization = person.organization();

        curl(
                        "-X",
                        "POST",
                        base + "/api/auth/sign-in/email",
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "{\"email\": \"" + person.email() + "\", \"password\": \"" + AuthClient.PASSWORD + "\"}",
                        "-c",
                        "cookies.txt")
                .expect(200);
        curl(base + "/api/v1/connections", "-b", "cookies.txt").expect(200);

        assertThat(API.arrival().header("X-Weavz-Org-Id")).hasValue(organization);
        assertThat(API.arrival().header("X-Weavz-Auth-Method")).hasValue("session");
    }

    @Test
    void anApiKeyIsABearerToken() {
        curl(base + "/api/v1/connections", "-H", "Authorization: Bearer " + acme.apiKey())
                .expect(200);

        assertThat(API.arrival().header("X-Weavz-Org-Id")).hasValue(acme.id());
        assertThat(API.arrival().header("X-Weavz-Auth-Method")).hasValue("api_key");
    }

    @Test
    void aServiceKeyNamesTheOrganization() {
        curl(
                        base + "/api/v1/connections",
                        "-H",
                        "X-Service-Key: " + Weavz.server().bootstrapServiceKey(),
                        "-H",
                        "X-Org-ID: " + acme.id())
                .expect(200);

        assertThat(API.arrival().header("X-Weavz-Org-Id")).hasValue(acme.id());
        assertThat(API.arrival().header("X-Weavz-Auth-Method")).hasValue("service_key");
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

        assertThat(API.arrival().header("X-Weavz-Org-Id")).hasValue(acme.id());
        assertThat(API.arrival().header("X-Weavz-Project-Ids")).hasValue(acme.workspaceId());
        assertThat(API.arrival().header("X-Weavz-Mcp-Server-Id")).hasValue(acme.mcpServerId());
        assertThat(API.arrival().header("Accept")).hasValue("text/event-stream");
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

        assertThat(API.arrival().header("X-Weavz-Mcp-Server-Id")).hasValue(acme.mcpServerId());
        assertThat(API.arrival().body()).contains("tools/list");
    }

    @Test
    void whoBringsNothingReadsTheFirstErrorBody() {
        assertThat(curl(base + "/api/v1/connections").expect(401).body()).startsWith(UNAUTHORIZED);
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
                .startsWith(FORBIDDEN);
    }
}
