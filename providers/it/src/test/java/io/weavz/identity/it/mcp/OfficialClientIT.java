package io.weavz.identity.it.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official Java client, unmodified, with what a person would paste into its configuration. */
class OfficialClientIT {
    private static Organization acme;

    @BeforeAll
    static void organization() {
        acme = Fixture.organization(Weavz.server());
    }

    private static McpClientTransport streamable(String endpoint, String token) {
        URI uri = URI.create(endpoint);
        return HttpClientStreamableHttpTransport.builder(uri.resolve("/").toString())
                .endpoint(uri.getPath())
                .httpRequestCustomizer(
                        (request, method, at, body, context) -> request.setHeader("Authorization", "Bearer " + token))
                .build();
    }

    private static McpClientTransport sse(String endpoint, String token) {
        URI uri = URI.create(endpoint);
        return HttpClientSseClientTransport.builder(uri.resolve("/").toString())
                .sseEndpoint(uri.getPath())
                .httpRequestCustomizer(
                        (request, method, at, body, context) -> request.setHeader("Authorization", "Bearer " + token))
                .build();
    }

    private static McpSyncClient client(McpClientTransport transport) {
        return McpClient.sync(transport).requestTimeout(Duration.ofSeconds(20)).build();
    }

    private static void asksWhoItIs(McpClientTransport transport) {
        try (McpSyncClient client = client(transport)) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("weavz-identity");
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactly("whoami");
            McpSchema.CallToolResult result = client.callTool(new McpSchema.CallToolRequest("whoami", Map.of()));
            assertThat(result.isError()).isNotEqualTo(true);
            assertThat(result.structuredContent().toString()).contains(acme.id(), acme.workspaceId());
        }
    }

    @Test
    void overStreamableHttp() {
        asksWhoItIs(streamable(acme.mcpEndpoint(), acme.mcpToken()));
    }

    @Test
    void overHttpAndSse() {
        asksWhoItIs(sse(acme.mcpEndpoint(), acme.mcpToken()));
    }

    @Test
    void withTheTokenOfAPersonWhoSignedIn() {
        String endpoint = acme.mcpEndpoint() + "/oauth";
        String token = SigningInClient.discover(endpoint)
                .signIn(People.member(acme, "member"), "mcp:tools")
                .expect(200)
                .text("/access_token");
        asksWhoItIs(streamable(endpoint, token));
    }

    @Test
    void aWrongTokenIsAnErrorOfTheClient() {
        try (McpSyncClient client = client(streamable(acme.mcpEndpoint(), acme.mcpToken() + "x"))) {
            assertThatThrownBy(client::initialize).isInstanceOf(RuntimeException.class);
        }
    }
}
