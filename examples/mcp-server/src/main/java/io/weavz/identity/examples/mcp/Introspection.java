package io.weavz.identity.examples.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the identity service what a token is worth (RFC 7662).
 *
 * @param endpoint {@code {realm}/protocol/openid-connect/token/introspect}
 * @param clientId a confidential client of the realm, such as {@code weavz-gateway}
 * @param audience the address of this server as the service's REST API gives it ({@code mcpEndpoint}); a token for
 *     another one is worth nothing here
 */
record Introspection(URI endpoint, String clientId, String clientSecret, String audience) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** @throws IOException if nobody can tell, which is not the same as a bad token */
    Optional<Caller> caller(String token) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Basic " + basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + encoded(token)))
                .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() != 200) {
            throw new IOException("Introspection answered " + response.statusCode());
        }
        Map<String, Object> claims =
                McpJsonDefaults.getMapper().readValue(response.body(), new TypeRef<Map<String, Object>>() {});
        boolean good = Boolean.TRUE.equals(claims.get("active"))
                && claims.get("aud") instanceof List<?> audiences
                && audiences.contains(audience);
        return good ? Optional.of(Caller.of(claims)) : Optional.empty();
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private String basic() {
        String pair = encoded(clientId) + ":" + encoded(clientSecret);
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
