package io.weavz.identity.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Gives a server its first inhabitants over HTTP, like any client: an organization with an owner, a workspace, and one
 * credential of every kind. On later starts what is stored is tried, and only what no longer works is made anew.
 */
final class Seed {
    static final String OWNER = "owner@acme.test";
    static final String ADMINISTRATOR = "admin@weavz.test";

    private static final Duration SERVICE_KEY_LIFE = Duration.ofDays(90);
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final JsonHttp http = new JsonHttp();
    private final String api;
    private final Secrets secrets;
    private final KeycloakAdmin admin;
    private final Credentials credentials;

    Seed(URI realmUrl, Secrets secrets, KeycloakAdmin admin, Credentials credentials) {
        this.api = realmUrl + "/api/v1";
        this.secrets = secrets;
        this.admin = admin;
        this.credentials = credentials;
        credentials.put("BASE_URL", realmUrl.toString());
    }

    /** Makes what is missing. Each step is repeatable, so a start that was cut short is completed by the next. */
    void plant() {
        if (answers(OK, "/workspaces", apiKey())) {
            // The organization behind the key is there, with everything that was made before the key.
            accounts();
        } else {
            credentials.put("ORG_ID", ensureOrganization());
            accounts();
            ensureOwner();
            credentials.put("API_KEY", newApiKey());
        }
        ensureServiceKey();
        ensureMcpServer(ensureWorkspace());
    }

    private String ensureOrganization() {
        ObjectNode acme = KeycloakAdmin.object().put("name", "Acme").put("slug", "acme");
        JsonHttp.Answer answer = http.post(api + "/orgs", Map.of("X-Service-Key", secrets.bootstrapServiceKey()), acme)
                .demand(CREATED, CONFLICT);
        if (answer.status() == CREATED) {
            return answer.text("/org/id");
        }
        return http.get(api + "/admin/organizations?slug=acme", bearer(admin.operatorToken()))
                .demand(OK)
                .text("/organizations/0/id");
    }

    private void accounts() {
        credentials.put("OWNER_EMAIL", OWNER);
        credentials.put("OWNER_PASSWORD", secrets.ownerPassword());
        credentials.put("ADMIN_EMAIL", ADMINISTRATOR);
        credentials.put("ADMIN_PASSWORD", secrets.administratorPassword());
        credentials.put("KEYCLOAK_ADMIN_USERNAME", KeycloakAdmin.USERNAME);
        credentials.put("KEYCLOAK_ADMIN_PASSWORD", secrets.keycloakAdminPassword());
    }

    private void ensureOwner() {
        String owner = admin.ensureUser(OWNER, "Owner", secrets.ownerPassword());
        ObjectNode member = KeycloakAdmin.object().put("userId", owner).put("role", "owner");
        http.post(api + "/members", bootstrap(), member).demand(OK, CREATED, CONFLICT);
        String administrator = admin.ensureUser(ADMINISTRATOR, "Administrator", secrets.administratorPassword());
        admin.ensureRealmRole(administrator, "weavz-admin");
    }

    private String newApiKey() {
        ObjectNode key = KeycloakAdmin.object().put("name", "dev run");
        return http.post(api + "/api-keys", bootstrap(), key).demand(CREATED).text("/plainKey");
    }

    private void ensureServiceKey() {
        if (answers(OK, "/workspaces", service(credentials.get("SERVICE_KEY")))) {
            return;
        }
        Instant expiry = Instant.now().plus(SERVICE_KEY_LIFE).truncatedTo(ChronoUnit.SECONDS);
        ObjectNode key = KeycloakAdmin.object()
                .put("name", "dev run")
                .put("organizations", "any")
                .put("expiresAt", expiry.toString());
        credentials.put(
                "SERVICE_KEY",
                http.post(api + "/service-keys", bearer(admin.operatorToken()), key)
                        .demand(CREATED)
                        .text("/plainKey"));
    }

    private String ensureWorkspace() {
        for (JsonNode workspace : http.get(api + "/workspaces?limit=100", apiKey())
                .demand(OK)
                .json()
                .path("workspaces")) {
            if (workspace.path("slug").asText().equals("demo")) {
                return workspace.path("id").asText();
            }
        }
        ObjectNode demo = KeycloakAdmin.object().put("name", "Demo").put("slug", "demo");
        return http.post(api + "/workspaces", apiKey(), demo).demand(CREATED).text("/workspace/id");
    }

    private void ensureMcpServer(String workspaceId) {
        String server = "/mcp/servers/" + credentials.get("MCP_SERVER_ID");
        JsonHttp.Answer known = credentials.get("MCP_SERVER_ID").isEmpty()
                ? new JsonHttp.Answer("", NOT_FOUND, "{}")
                : http.get(api + server, apiKey()).demand(OK, NOT_FOUND);
        if (known.status() == NOT_FOUND) {
            ObjectNode demo = KeycloakAdmin.object().put("name", "Demo").put("workspaceId", workspaceId);
            keep(http.post(api + "/mcp/servers", apiKey(), demo).demand(CREATED), "/server/id");
        } else if (!answers(OK, verifyPath(credentials), bearer(credentials.get("MCP_TOKEN")))) {
            keep(http.post(api + server + "/regenerate-token", apiKey(), KeycloakAdmin.object())
                    .demand(OK));
        } else {
            // The port may be another one today.
            credentials.put("MCP_ENDPOINT", known.text("/server/mcpEndpoint"));
        }
    }

    private void keep(JsonHttp.Answer answer, String idPointer) {
        credentials.put("MCP_SERVER_ID", answer.text(idPointer));
        keep(answer);
    }

    private void keep(JsonHttp.Answer answer) {
        credentials.put("MCP_TOKEN", answer.text("/bearerToken"));
        credentials.put("MCP_ENDPOINT", answer.text("/mcpEndpoint"));
    }

    private static String verifyPath(Credentials credentials) {
        return "/verify?server=srv_" + credentials.get("MCP_SERVER_ID");
    }

    private boolean answers(int status, String path, Map<String, String> headers) {
        return !headers.containsValue("") && http.get(api + path, headers).status() == status;
    }

    private Map<String, String> apiKey() {
        return bearer(credentials.get("API_KEY"));
    }

    private Map<String, String> bootstrap() {
        return service(secrets.bootstrapServiceKey());
    }

    private Map<String, String> service(String key) {
        return Map.of("X-Service-Key", key, "X-Org-ID", credentials.get("ORG_ID"));
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", token.isEmpty() ? "" : "Bearer " + token);
    }
}
