package io.weavz.identity.distribution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** As much of the contract as seeding uses: it remembers what was issued last and accepts only that. */
final class SeededServer implements AutoCloseable {
    private final HttpServer http;
    private final List<String> posts = new ArrayList<>();
    private String refused = "none";
    private boolean organization;
    private boolean workspace;
    private boolean owner;
    private int keys;
    private int serviceKeys;
    private int mcpTokens;

    private record Reply(int status, String body) {}

    SeededServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    void refuse(String path) {
        refused = path;
    }

    void forgetRequests() {
        posts.clear();
    }

    List<String> posts() {
        return posts;
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean post = exchange.getRequestMethod().equals("POST");
        exchange.getRequestBody().readAllBytes();
        if (post) {
            posts.add(path);
        }
        Reply reply = path.endsWith(refused)
                ? new Reply(503, "{\"error\":\"UNAVAILABLE\"}")
                : path.contains("/api/v1/")
                        ? api(exchange, path.replaceAll(".*/api/v1", ""), post)
                        : keycloak(path, post);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Reply api(HttpExchange exchange, String path, boolean post) {
        return switch (path) {
            case "/orgs" -> organization();
            case "/admin/organizations" -> new Reply(200, "{\"organizations\":[{\"id\":\"org-1\"}]}");
            case "/members" -> new Reply(201, "{}");
            case "/api-keys" -> new Reply(201, "{\"plainKey\":\"key-" + ++keys + "\"}");
            case "/service-keys" -> new Reply(201, "{\"plainKey\":\"service-" + ++serviceKeys + "\"}");
            case "/workspaces" -> post ? newWorkspace() : workspaces(exchange);
            case "/mcp/servers", "/mcp/servers/s1/regenerate-token" ->
                newMcpToken(path.endsWith("servers") ? 201 : 200);
            case "/mcp/servers/s1" ->
                new Reply(200, "{\"server\":{\"id\":\"s1\",\"mcpEndpoint\":\"" + url() + "/mcp/srv_s1\"}}");
            case "/verify" ->
                new Reply(sent(exchange, "Authorization").equals("Bearer mcp-" + mcpTokens) ? 200 : 401, "");
            default -> new Reply(404, "{}");
        };
    }

    private Reply organization() {
        boolean exists = organization;
        organization = true;
        return exists ? new Reply(409, "{}") : new Reply(201, "{\"org\":{\"id\":\"org-1\"}}");
    }

    private Reply newWorkspace() {
        workspace = true;
        return new Reply(201, "{\"workspace\":{\"id\":\"w1\"}}");
    }

    private Reply workspaces(HttpExchange exchange) {
        boolean known = sent(exchange, "Authorization").equals("Bearer key-" + keys)
                || sent(exchange, "X-Service-Key").equals("service-" + serviceKeys);
        String list = workspace ? "{\"id\":\"w1\",\"slug\":\"demo\"}" : "";
        return known ? new Reply(200, "{\"workspaces\":[" + list + "]}") : new Reply(401, "{}");
    }

    private Reply newMcpToken(int status) {
        return new Reply(
                status,
                "{\"server\":{\"id\":\"s1\"},\"bearerToken\":\"mcp-" + ++mcpTokens + "\",\"mcpEndpoint\":\"" + url()
                        + "/mcp/srv_s1\"}");
    }

    private Reply keycloak(String path, boolean post) {
        if (path.endsWith("/token")) {
            return new Reply(200, "{\"access_token\":\"token\"}");
        }
        if (path.endsWith("/client-secret")) {
            return new Reply(200, "{\"value\":\"secret\"}");
        }
        if (path.endsWith("/clients")) {
            return post ? new Reply(409, "{}") : new Reply(200, "[{\"id\":\"c1\"}]");
        }
        if (path.endsWith("/role-mappings/realm")) {
            return new Reply(204, "");
        }
        if (path.endsWith("/users") && !post) {
            return new Reply(200, owner ? "[{\"id\":\"u1\"}]" : "[]");
        }
        owner = true;
        return new Reply(path.contains("/roles/") ? 200 : 201, "{}");
    }

    private static String sent(HttpExchange exchange, String header) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                .orElse("");
    }
}
