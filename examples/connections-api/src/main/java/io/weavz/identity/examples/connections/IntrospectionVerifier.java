package io.weavz.identity.examples.connections;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weavz.identity.client.Caller;
import io.weavz.identity.client.IncomingRequest;
import io.weavz.identity.client.Refusal;
import io.weavz.identity.client.Verdict;
import io.weavz.identity.client.Verifier;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Asks Keycloak's introspection endpoint (RFC 7662) about the credential of every request; nothing is remembered, so a
 * revocation counts at once. A cookie is no token: who wants sessions here puts a gateway in front.
 */
final class IntrospectionVerifier implements Verifier {

    private static final Verdict MISSING = new Verdict.Refused(Refusal.MISSING);
    private static final Verdict INVALID = new Verdict.Refused(Refusal.INVALID);
    private static final Verdict FORBIDDEN = new Verdict.Refused(Refusal.FORBIDDEN);
    private static final Verdict UNAVAILABLE = new Verdict.Unavailable(Duration.ofSeconds(1));
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String SCHEME = "Bearer ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI endpoint;
    private final String audience;
    private final String clientCredentials;

    IntrospectionVerifier(URI endpoint, String audience, String client, String secret) {
        this.endpoint = endpoint;
        this.audience = audience;
        // RFC 6749, 2.3.1: both are form-encoded first.
        this.clientCredentials = "Basic "
                + Base64.getEncoder()
                        .encodeToString((encoded(client) + ":" + encoded(secret)).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Verdict verify(IncomingRequest request) {
        List<String> bearer = request.values("Authorization");
        List<String> service = request.values("X-Service-Key");
        List<String> organization = request.values("X-Org-ID");
        if (bearer.size() + service.size() > 1 || organization.size() > 1) {
            return INVALID;
        }
        if (!service.isEmpty()) {
            return ask(service.get(0), organization);
        }
        if (bearer.isEmpty()) {
            return MISSING;
        }
        return bearer.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? ask(bearer.get(0).substring(SCHEME.length()), organization)
                : INVALID;
    }

    private Verdict ask(String token, List<String> organization) {
        HttpRequest.Builder asked = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Authorization", clientCredentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + encoded(token)));
        try {
            organization.forEach(name -> asked.header("X-Org-ID", name));
        } catch (IllegalArgumentException e) {
            return FORBIDDEN;
        }
        try {
            HttpResponse<String> answer = http.send(asked.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? verdict(JSON.readTree(answer.body()), organization) : UNAVAILABLE;
        } catch (JsonProcessingException e) {
            return UNAVAILABLE;
        } catch (IOException e) {
            return UNAVAILABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNAVAILABLE;
        }
    }

    private Verdict verdict(JsonNode answer, List<String> organization) {
        boolean ours = texts(answer.path("aud")).contains(audience)
                && answer.path("exp").asLong() > Instant.now().getEpochSecond();
        if (!answer.path("active").isBoolean() || !answer.path("active").booleanValue() || !ours) {
            return INVALID;
        }
        // A service key that names no organization is active and stands for nobody.
        return answer.hasNonNull("org_id") && answer.hasNonNull("credential_id")
                ? named(caller(answer), organization)
                : INVALID;
    }

    private static Verdict named(Caller caller, List<String> organization) {
        return organization.stream()
                        .allMatch(
                                name -> name.equals(caller.organizationId()) || name.equals(caller.organizationSlug()))
                ? new Verdict.Granted(caller)
                : FORBIDDEN;
    }

    private static Caller caller(JsonNode answer) {
        return new Caller(
                answer.path("org_id").asText(),
                answer.path("org_slug").asText(),
                answer.path("plan").asText(),
                answer.path("sub").asText(),
                answer.path("auth_method").asText(),
                answer.path("credential_id").asText(),
                texts(answer.path("project_ids")),
                Set.of(),
                Optional.ofNullable(answer.get("end_user_id")).map(JsonNode::asText),
                Optional.ofNullable(answer.get("mcp_server_id")).map(JsonNode::asText));
    }

    private static Set<String> texts(JsonNode node) {
        return node.isTextual()
                ? Set.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toSet());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "IntrospectionVerifier[" + endpoint + "]";
    }
}
