package io.weavz.identity.examples.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The example with the official client, and with an introspection endpoint that knows a few tokens. */
class ExampleServerTest {
    private static final String ENDPOINT = "https://identity.example/mcp/srv_x";
    private static final Map<String, String> TOKENS = Map.of(
            "mcp_good",
            claims(ENDPOINT, "mcp:tools"),
            "mcp_other",
            claims("https://identity.example/mcp/srv_y", "mcp:tools"),
            "mcp_narrow",
            claims(ENDPOINT, "mcp:code"));

    private static HttpServer identity;
    private static ExampleServer server;

    private static String claims(String audience, String scope) {
        return "{\"active\":true,\"aud\":[\"" + audience + "\"],\"scope\":\"" + scope
                + "\",\"org_slug\":\"acme\",\"project_ids\":[\"demo\"]}";
    }

    @BeforeAll
    static void start() throws Exception {
        identity = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        identity.createContext("/", exchange -> {
            String token = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = TOKENS.getOrDefault(token.substring("token=".length()), "{\"active\":false}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(token.contains("outage") ? 500 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        identity.start();
        URI introspection =
                URI.create("http://127.0.0.1:" + identity.getAddress().getPort() + "/");
        server = ExampleServer.start(0, new Introspection(introspection, "gateway", "secret", ENDPOINT));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        identity.stop(0);
    }

    private static String root() {
        return "http://127.0.0.1:" + server.port();
    }

    private static void listsConnections(McpClientTransport transport) {
        try (McpSyncClient client =
                McpClient.sync(transport).requestTimeout(Duration.ofSeconds(20)).build()) {
            client.initialize();
            assertThat(client.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .containsExactly("list_connections");
            McpSchema.CallToolResult result =
                    client.callTool(new McpSchema.CallToolRequest("list_connections", Map.of()));
            assertThat(result.structuredContent().toString()).contains("acme", "demo");
        }
    }

    @Test
    void theToolSeesOrganizationAndProjectOverStreamableHttp() {
        listsConnections(HttpClientStreamableHttpTransport.builder(root())
                .endpoint("/mcp")
                .httpRequestCustomizer(
                        (request, method, uri, body, context) -> request.setHeader("Authorization", "Bearer mcp_good"))
                .build());
    }

    @Test
    void theToolSeesOrganizationAndProjectOverSse() {
        listsConnections(HttpClientSseClientTransport.builder(root())
                .sseEndpoint("/sse")
                .httpRequestCustomizer(
                        (request, method, uri, body, context) -> request.setHeader("Authorization", "Bearer mcp_good"))
                .build());
    }

    private static HttpResponse<Void> post(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root() + "/mcp"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static String challenge(HttpResponse<Void> response) {
        return response.headers().firstValue("WWW-Authenticate").orElse("");
    }

    @Test
    void aTokenForAnotherServerIsRefused() throws Exception {
        for (String token : new String[] {"mcp_other", "mcp_unknown"}) {
            HttpResponse<Void> refused = post(token);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(challenge(refused)).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void aTokenWithoutTheScopeIsToldWhichOneIsNeeded() throws Exception {
        HttpResponse<Void> refused = post("mcp_narrow");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(challenge(refused)).contains("error=\"insufficient_scope\", scope=\"mcp:tools\"");
    }

    @Test
    void anOutageOfTheIdentityServiceIsNoBadToken() throws Exception {
        assertThat(post("outage").statusCode()).isEqualTo(503);
    }
}
