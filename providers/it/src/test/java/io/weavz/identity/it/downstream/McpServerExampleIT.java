package io.weavz.identity.it.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official TypeScript client at {@code examples/mcp-server}, and at the service's own MCP server. */
@Tag("gateways")
class McpServerExampleIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;
    private static Path client;
    private static Program server;

    @BeforeAll
    static void start() {
        client = NodeExample.installed("mcp-server/client", "client.mjs");
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
        server = Program.start(
                Program.EXAMPLES.resolve("mcp-server"),
                Map.of(
                        "INTROSPECTION_URL",
                        SERVER.url() + "/protocol/openid-connect/token/introspect",
                        "CLIENT_ID",
                        "weavz-gateway",
                        "CLIENT_SECRET",
                        Clients.secret("weavz-gateway"),
                        "MCP_ENDPOINT",
                        acme.mcpEndpoint(),
                        "PORT",
                        "0"),
                List.of(System.getProperty("java.home") + "/bin/java", "-jar", "target/mcp-server.jar"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** What the client prints. */
    private static String calls(String transport, String address, String token) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("node", "client.mjs", transport, address).directory(client.toFile());
        builder.redirectErrorStream(true).environment().put("MCP_TOKEN", token);
        return builder.start().inputReader().lines().collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({"http, /mcp", "sse, /sse"})
    void itsToolsSeeOrganizationAndProject(String transport, String path) throws IOException {
        assertThat(calls(transport, server.url() + path, acme.mcpToken()))
                .contains("list_connections", acme.slug(), acme.workspaceId());
    }

    @Test
    void aTokenForAnotherServerIsRefused() throws IOException {
        assertThat(calls("http", server.url() + "/mcp", other.mcpToken())).isEqualTo("refused: 401");
    }

    @Test
    void aTokenThatWasRevokedIsRefused() throws IOException {
        Organization own = Fixture.organization(SERVER);
        assertThat(calls("http", own.mcpEndpoint(), own.mcpToken())).contains(own.slug());
        Http.delete("/api/v1/mcp/servers/" + own.mcpServerId())
                .bearer(own.apiKey())
                .expect(200);
        assertThat(calls("http", own.mcpEndpoint(), own.mcpToken())).isEqualTo("refused: 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "sse"})
    void theServicesOwnServerSaysWhoIsCalling(String transport) throws IOException {
        assertThat(calls(transport, acme.mcpEndpoint(), acme.mcpToken()))
                .contains("whoami", acme.slug(), acme.workspaceId());
    }
}
