package io.weavz.identity.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who lives in the realm of the benchmark, made over HTTP like anybody else; the API keys come from {@link KeyTable}. */
final class Inhabitants {
    private static final int ORGANIZATIONS = 100;
    private static final int SESSIONS = 16;
    private static final String PASSWORD = "correct horse battery";
    private static final String GATEWAY = "weavz-gateway";
    private static final String MEMBERS_CLIENT = "bench-members";

    private final BenchServer server;
    private final String realm;
    private final List<String> organizationIds = new ArrayList<>();
    private final List<McpServer> mcpServers = new ArrayList<>();
    private final List<String> sessionCookies = new ArrayList<>();
    private String serviceKey = "";
    private String gatewaySecret = "";
    private String member = "";

    /** An MCP server and its token. */
    record McpServer(String id, String token) {}

    private Inhabitants(BenchServer server) {
        this.server = server;
        this.realm = server.realmUrl();
    }

    static Inhabitants settle(BenchServer server) {
        Inhabitants inhabitants = new Inhabitants(server);
        inhabitants.addOrganizations();
        for (int i = 0; i < SESSIONS; i++) {
            inhabitants.addSession();
        }
        inhabitants.addServiceKey();
        inhabitants.addMember();
        return inhabitants;
    }

    /** The organizations and the service key alone. */
    static Inhabitants settleMachines(BenchServer server) {
        Inhabitants inhabitants = new Inhabitants(server);
        inhabitants.addOrganizations();
        inhabitants.addServiceKey();
        return inhabitants;
    }

    List<String> organizationIds() {
        return organizationIds;
    }

    List<McpServer> mcpServers() {
        return mcpServers;
    }

    /** Values of the header Cookie, all equally long. */
    List<String> sessionCookies() {
        return sessionCookies;
    }

    String serviceKey() {
        return serviceKey;
    }

    /** How the client authenticates that introspects. */
    String clientFields() {
        return "client_id=" + GATEWAY + "&client_secret=" + gatewaySecret;
    }

    /** A fresh access token of a service account, which introspection says is active. */
    String serviceAccountToken() {
        return active(token(
                Map.of("grant_type", "client_credentials", "client_id", GATEWAY, "client_secret", gatewaySecret)));
    }

    /** A fresh access token of a member of an organization with Keycloak's scope "organization", active too. */
    String memberToken() {
        return active(token(Map.of(
                "grant_type", "password",
                "client_id", MEMBERS_CLIENT,
                "username", member,
                "password", PASSWORD,
                "scope", "openid organization")));
    }

    private void addOrganizations() {
        for (int i = 0; i < ORGANIZATIONS; i++) {
            addOrganization(i);
        }
    }

    private void addOrganization(int number) {
        String slug = "bench-" + number;
        String id = Rest.post(
                        realm + "/api/v1/orgs",
                        Map.of("X-Service-Key", server.bootstrapServiceKey()),
                        Rest.object("name", "Bench " + number, "slug", slug))
                .at("/org/id")
                .asText();
        organizationIds.add(id);
        String workspace = Rest.post(
                        realm + "/api/v1/workspaces", acting(id), Rest.object("name", "Demo", "slug", "demo"))
                .at("/workspace/id")
                .asText();
        JsonNode mcp = Rest.post(
                realm + "/api/v1/mcp/servers", acting(id), Rest.object("name", "Demo", "workspaceId", workspace));
        mcpServers.add(new McpServer(
                mcp.at("/server/id").asText(), mcp.at("/bearerToken").asText()));
    }

    private void addSession() {
        String id = UUID.randomUUID().toString();
        Map<String, String> origin = Map.of("Origin", server.url().toString());
        HttpResponse<String> in = Rest.postForHeaders(
                realm + "/api/auth/sign-up/email",
                origin,
                Rest.object("name", "Bench", "email", id + "@example.test", "password", PASSWORD));
        String cookie = in.headers().allValues("Set-Cookie").stream()
                .filter(header -> header.contains("session_token="))
                .findFirst()
                .orElseThrow(() -> new Failure("Sign-up gave no session"))
                .split(";")[0]
                // Decoded, as only then all are equally long.
                .replaceAll("%2[Bb]", "+")
                .replaceAll("%2[Ff]", "/")
                .replaceAll("%3[Dd]", "=");
        sessionCookies.add(cookie);
        Map<String, String> signedIn = new LinkedHashMap<>(origin);
        signedIn.put("Cookie", cookie);
        Rest.post(
                realm + "/api/auth/organization/create",
                signedIn,
                Rest.object("name", "Team", "slug", "team-" + id.substring(0, 8)));
    }

    private void addServiceKey() {
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        serviceKey = Rest.post(
                        realm + "/api/v1/service-keys",
                        bearer(server.admin().operatorToken()),
                        Rest.object("name", "bench", "organizations", "any", "expiresAt", tomorrow.toString()))
                .path("plainKey")
                .asText();
    }

    private void addMember() {
        String admin = server.url() + "/admin/realms/weavz";
        Map<String, String> administrator = bearer(server.admin().token());
        String gateway = Rest.get(admin + "/clients?clientId=" + GATEWAY, administrator)
                .at("/0/id")
                .asText();
        gatewaySecret = Rest.get(admin + "/clients/" + gateway + "/client-secret", administrator)
                .path("value")
                .asText();
        Rest.post(
                admin + "/clients",
                administrator,
                Rest.object(
                        "clientId",
                        MEMBERS_CLIENT,
                        "publicClient",
                        true,
                        "standardFlowEnabled",
                        false,
                        "directAccessGrantsEnabled",
                        true,
                        "defaultClientScopes",
                        // weavz-api for the audience, without which Keycloak tells the gateway nothing.
                        List.of("basic", "profile", "email", "weavz-api"),
                        "optionalClientScopes",
                        List.of("organization")));
        member = "member@example.test";
        Rest.post(
                admin + "/users",
                administrator,
                Rest.object(
                        "username",
                        member,
                        "email",
                        member,
                        "emailVerified",
                        true,
                        "enabled",
                        true,
                        "firstName",
                        "Bench",
                        "lastName",
                        "Member",
                        "credentials",
                        List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false))));
        String user = Rest.get(admin + "/users?exact=true&email=" + member, administrator)
                .at("/0/id")
                .asText();
        Rest.post(
                realm + "/api/v1/members",
                acting(organizationIds.get(0)),
                Rest.object("userId", user, "role", "member"));
    }

    private String token(Map<String, String> form) {
        return Rest.postForm(realm + "/protocol/openid-connect/token", form)
                .path("access_token")
                .asText();
    }

    private String active(String token) {
        JsonNode claims = Rest.postForm(
                realm + "/protocol/openid-connect/token/introspect",
                Map.of("token", token, "client_id", GATEWAY, "client_secret", gatewaySecret));
        if (!claims.path("active").asBoolean()) {
            throw new Failure("Keycloak's introspection calls a fresh token inactive");
        }
        return token;
    }

    private Map<String, String> acting(String organizationId) {
        return Map.of("X-Service-Key", server.bootstrapServiceKey(), "X-Org-ID", organizationId);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}
