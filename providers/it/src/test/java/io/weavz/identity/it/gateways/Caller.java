package io.weavz.identity.it.gateways;

import io.weavz.identity.it.gateways.Arrival.Header;
import io.weavz.identity.it.gateways.Gateway.Lack;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Somebody with one of the four credentials, and the path that it is good for.
 *
 * @param needs what a gateway must have to carry it
 */
record Caller(String authMethod, String path, List<Header> credential, Set<Lack> needs) {
    static final String CONNECTIONS = "/api/v1/connections";

    private static final Organization ORGANIZATION = Fixture.organization(Weavz.server());
    private static final String COOKIE = signedIn();

    static Organization organization() {
        return ORGANIZATION;
    }

    static Caller apiKey() {
        return new Caller("api_key", CONNECTIONS, bearer(ORGANIZATION.apiKey()), Set.of());
    }

    /** Another key of the organization, which nobody has used yet. */
    static String newApiKey() {
        return Http.post("/api/v1/api-keys")
                .bearer(ORGANIZATION.apiKey())
                .json("name", "unused")
                .expect(201)
                .text("/plainKey");
    }

    static Caller mcpToken() {
        return new Caller(
                "mcp_bearer", "/mcp/server_" + ORGANIZATION.mcpServerId(), bearer(ORGANIZATION.mcpToken()), Set.of());
    }

    static Caller serviceKey() {
        return new Caller(
                "service_key",
                CONNECTIONS,
                List.of(
                        new Header("X-Service-Key", Weavz.server().bootstrapServiceKey()),
                        new Header("X-Org-ID", ORGANIZATION.id())),
                Set.of(Lack.SERVICE_KEY));
    }

    static Caller session() {
        return new Caller("session", CONNECTIONS, List.of(new Header("Cookie", COOKIE)), Set.of(Lack.SESSION));
    }

    static List<Caller> all() {
        return List.of(apiKey(), mcpToken(), serviceKey(), session());
    }

    private static List<Header> bearer(String token) {
        return List.of(new Header("Authorization", "Bearer " + token));
    }

    private static String signedIn() {
        AuthClient person = AuthClient.signedUp();
        person.organization();
        return person.sessionCookie();
    }

    boolean isCarriedBy(Gateway gateway) {
        return needs.stream().allMatch(gateway::has);
    }

    Http on(Http request) {
        credential.forEach(header -> request.header(header.name(), header.value()));
        return request;
    }

    /** The credential's header lines, for requests that are written byte by byte. */
    List<String> lines() {
        return credential.stream()
                .map(header -> header.name() + ": " + header.value())
                .toList();
    }

    /** Asks for its path byte by byte, with these header lines beside the credential. */
    Answer raw(RunningGateway gateway, List<String> more) {
        List<String> lines = new ArrayList<>(lines());
        lines.addAll(more);
        return gateway.raw("GET " + path + " HTTP/1.1", lines.toArray(String[]::new));
    }

    /** What verify itself says of this caller, as an API should be told it. */
    Map<String, List<String>> statements() {
        Answer answer = on(Http.get("/api/v1/verify"))
                .header("X-Forwarded-Uri", path)
                .header("X-Forwarded-Method", "GET")
                .expect(200);
        Map<String, List<String>> statements = new TreeMap<>();
        answer.headers().forEach((name, values) -> {
            if (name.toLowerCase().startsWith("x-weavz-") && !values.get(0).isEmpty()) {
                statements.put(name.toLowerCase(), values);
            }
        });
        return statements;
    }

    @Override
    public String toString() {
        return authMethod;
    }
}
