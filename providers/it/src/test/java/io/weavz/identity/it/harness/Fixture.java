package io.weavz.identity.it.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/** Makes what a test starts from, through the same REST API that everyone uses. */
public final class Fixture {
    private static final int CREATED = 201;

    private Fixture() {}

    /** An organization of its own for one test or test class, so that no test sees another's. */
    public static Organization organization(WeavzServer server) {
        String slug = uniqueSlug("acme");
        String api = server.url() + "/api/v1";
        String id = Http.post(api + "/orgs")
                .header("X-Service-Key", server.bootstrapServiceKey())
                .json("name", "Acme " + slug, "slug", slug)
                .expect(CREATED)
                .text("/org/id");
        Answer key = create(server, id, "/api-keys", Json.object("name", "fixture"));
        String workspace = create(server, id, "/workspaces", Json.object("name", "Demo", "slug", "demo"))
                .text("/workspace/id");
        Answer mcp = create(server, id, "/mcp/servers", Json.object("name", "Demo", "workspaceId", workspace));
        return new Organization(
                id,
                slug,
                workspace,
                key.text("/apiKey/id"),
                key.text("/plainKey"),
                mcp.text("/server/id"),
                mcp.text("/bearerToken"),
                mcp.text("/mcpEndpoint"));
    }

    /** An API key of the organization that reaches these workspaces alone. */
    public static String scopedKey(Organization organization, Object... workspaceIds) {
        return Http.post("/api/v1/api-keys")
                .bearer(organization.apiKey())
                .json(
                        "name",
                        "scoped",
                        "permissions",
                        Json.object("scope", "workspace", "workspaceIds", Json.array(workspaceIds)))
                .expect(CREATED)
                .text("/plainKey");
    }

    /** A realm of its own with organizations, in which requests are counted and limited. */
    public static String limitedRealm(WeavzServer server) {
        String realm = uniqueSlug("limited");
        Http.post(server.rootUrl() + "/admin/realms")
                .bearer(server.adminToken())
                .json(
                        "realm",
                        realm,
                        "enabled",
                        true,
                        "organizationsEnabled",
                        true,
                        "attributes",
                        Json.object("weavz.rate-limits", "true"))
                .expect(CREATED);
        return realm;
    }

    /** Lower-case letters and digits that no other test uses. */
    public static String uniqueSlug(String start) {
        return start + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static Answer create(WeavzServer server, String organizationId, String path, ObjectNode body) {
        return Http.post(server.url() + "/api/v1" + path)
                .serviceKey(server.bootstrapServiceKey(), organizationId)
                .json(body)
                .expect(CREATED);
    }
}
