package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Device;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.OpenApi;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document at {@code /api/openapi.json} says what the server really answers. */
class OpenApiIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static OpenApi document;
    private static Organization acme;

    @BeforeAll
    static void documentAndOrganization() {
        Answer answer = Http.get(SERVER.rootUrl() + "/api/openapi.json").expect(200);
        assertThat(answer.text("/openapi")).startsWith("3.1");
        assertThat(answer.text("/servers/0/url")).isEqualTo(SERVER.url() + "/api/v1");
        document = new OpenApi(answer.json());
        acme = Fixture.organization(SERVER);
    }

    private static Answer conforms(String method, String template, Http request, int status) {
        Answer answer = request.expect(status);
        assertThat(document.faults(method, template, answer)).isEmpty();
        return answer;
    }

    private static Http as(String method, String path) {
        return Http.method(method, "/api/v1" + path).bearer(acme.apiKey());
    }

    @Test
    void workspacesAndProjectsAreAsDocumented() {
        for (String name : List.of("workspace", "project")) {
            String many = "/" + name + "s";
            Http create = as("POST", many).json("name", "x", "slug", Fixture.uniqueSlug("d"));
            String id = conforms("POST", many, create, 201).text("/" + name + "/id");
            conforms("GET", many, as("GET", many), 200);
            conforms("GET", many + "/{id}", as("GET", many + "/" + id), 200);
            conforms("PATCH", many + "/{id}", as("PATCH", many + "/" + id).json("name", "y"), 200);
            conforms("PATCH", many + "/{id}", as("PATCH", many + "/" + id).json(), 400);
            conforms("DELETE", many + "/{id}", as("DELETE", many + "/" + id), 200);
            conforms("DELETE", many + "/{id}", as("DELETE", many + "/" + id), 404);
            conforms("GET", many, Http.get("/api/v1" + many), 401);
        }
    }

    @Test
    void apiKeysAreAsDocumented() {
        Http create = as("POST", "/api-keys")
                .json("name", "x", "permissions", Json.object("scope", "org"), "metadata", Json.object("a", 1));
        String id = conforms("POST", "/api-keys", create, 201).text("/apiKey/id");
        conforms("GET", "/api-keys", as("GET", "/api-keys"), 200);
        conforms("GET", "/api-keys/{id}", as("GET", "/api-keys/" + id), 200);
        conforms("PATCH", "/api-keys/{id}", as("PATCH", "/api-keys/" + id).json("enabled", false), 200);
        conforms("POST", "/api-keys/{id}/regenerate", as("POST", "/api-keys/" + id + "/regenerate"), 200);
        conforms("DELETE", "/api-keys/{id}", as("DELETE", "/api-keys/" + id), 200);
        conforms("DELETE", "/api-keys/{id}", as("DELETE", "/api-keys/" + acme.apiKeyId()), 403);
        conforms("POST", "/api-keys", as("POST", "/api-keys").body("text/plain", "x"), 415);
    }

    @Test
    void thePlanIsAsDocumented() {
        conforms("GET", "/billing/plan", as("GET", "/billing/plan"), 200);
        conforms("GET", "/billing/plan", Http.get("/api/v1/billing/plan"), 401);
        String organization = "/orgs/" + acme.slug() + "/billing/plan";
        conforms("GET", "/orgs/{organization}/billing/plan", as("GET", organization), 200);
    }

    @Test
    void usageIsAsDocumented() {
        conforms("GET", "/usage", as("GET", "/usage"), 200);
        conforms("GET", "/usage", as("GET", "/usage?from=yesterday"), 400);
        conforms("GET", "/usage", Http.get("/api/v1/usage"), 401);
        String organization = "/orgs/" + acme.slug() + "/usage";
        conforms("GET", "/orgs/{organization}/usage", as("GET", organization), 200);
    }

    @Test
    void serversEndUsersAndTokensAreAsDocumented() {
        String servers = "/mcp/servers";
        String id = conforms(
                        "POST", servers, as("POST", servers).json("name", "x", "workspaceId", acme.workspaceId()), 201)
                .text("/server/id");
        String one = servers + "/" + id;
        conforms("GET", servers, as("GET", servers), 200);
        conforms("GET", servers + "/{id}", as("GET", one), 200);
        conforms("PATCH", servers + "/{id}", as("PATCH", one).json("description", "d"), 200);
        conforms("POST", servers + "/{id}/regenerate-token", as("POST", one + "/regenerate-token"), 200);
        Http user = as("POST", "/end-users").json("workspaceId", acme.workspaceId(), "externalId", "documented");
        String endUser = conforms("POST", "/end-users", user, 201).text("/endUser/id");
        conforms("GET", "/end-users", as("GET", "/end-users?workspaceId=" + acme.workspaceId()), 200);
        conforms("GET", "/end-users/{id}", as("GET", "/end-users/" + endUser), 200);
        conforms(
                "PATCH", "/end-users/{id}", as("PATCH", "/end-users/" + endUser).json("email", "e@x.test"), 200);
        conforms("POST", "/end-users/{id}/connect-token", as("POST", "/end-users/" + endUser + "/connect-token"), 200);
        for (String kind : List.of("/access-tokens", "/oauth-tokens")) {
            String token = conforms(
                            "POST",
                            servers + "/{id}" + kind,
                            as("POST", one + kind).json("endUserId", endUser),
                            201)
                    .text("/token/id");
            conforms("GET", servers + "/{id}" + kind, as("GET", one + kind), 200);
            conforms("DELETE", servers + "/{id}" + kind + "/{tokenId}", as("DELETE", one + kind + "/" + token), 200);
        }
        conforms("DELETE", "/end-users/{id}", as("DELETE", "/end-users/" + endUser), 200);
        conforms("DELETE", servers + "/{id}", as("DELETE", one), 200);
    }

    @Test
    void organizationsMembersAndServiceKeysAreAsDocumented() {
        String organization = "/orgs/" + acme.slug();
        conforms("GET", "/orgs/{organization}", as("GET", organization), 200);
        conforms("PATCH", "/orgs/{organization}", as("PATCH", organization).json("name", "n"), 200);
        conforms("GET", "/orgs/{organization}/api-keys", as("GET", organization + "/api-keys"), 200);
        String member = People.create().id();
        conforms("POST", "/members", as("POST", "/members").json("userId", member), 201);
        conforms("GET", "/members", as("GET", "/members"), 200);
        conforms("PATCH", "/members/{id}", as("PATCH", "/members/" + member).json("role", "admin"), 200);
        conforms("DELETE", "/members/{id}", as("DELETE", "/members/" + member), 200);

        String operator = SERVER.operatorToken();
        Http create = Http.post("/api/v1/service-keys")
                .bearer(operator)
                .json("name", "x", "organizations", Json.array(acme.id()), "expiresAt", soon());
        String key = conforms("POST", "/service-keys", create, 201).text("/serviceKey/id");
        conforms("GET", "/service-keys", Http.get("/api/v1/service-keys").bearer(operator), 200);
        conforms(
                "DELETE",
                "/service-keys/{id}",
                Http.delete("/api/v1/service-keys/" + key).bearer(operator),
                200);
        conforms(
                "GET",
                "/admin/organizations",
                Http.get("/api/v1/admin/organizations?limit=3").bearer(operator),
                200);
        conforms(
                "PATCH",
                "/admin/organizations/{id}",
                Http.patch("/api/v1/admin/organizations/" + acme.id())
                        .bearer(operator)
                        .json("enabled", true),
                200);
    }

    @Test
    void devicesAreAsDocumented() {
        People.Person person = People.member(acme, "member");
        Device.tokens(person, acme.workspaceId());
        Http list = Http.get("/api/v1/devices").bearer(person.token());
        String id = conforms("GET", "/devices", list, 200).text("/devices/0/id");
        conforms("GET", "/devices", Http.get("/api/v1/devices"), 401);
        conforms("GET", "/devices", as("GET", "/devices"), 403);
        Http end = Http.delete("/api/v1/devices/" + id).bearer(person.token());
        conforms("DELETE", "/devices/{id}", end, 200);
        conforms("DELETE", "/devices/{id}", end, 404);
        conforms("DELETE", "/devices", Http.delete("/api/v1/devices").bearer(person.token()), 200);
    }

    @Test
    void theConsoleIsAsDocumented() {
        String operator = SERVER.operatorToken();
        for (String path : List.of(
                "/admin/organizations",
                "/admin/inventory/credentials",
                "/admin/inventory/mcp-servers",
                "/admin/audit/refusals",
                "/admin/audit/changes",
                "/admin/sessions",
                "/admin/cluster")) {
            conforms("GET", path, Http.get("/api/v1" + path + "?limit=5").bearer(operator), 200);
            conforms("GET", path, Http.get("/api/v1" + path), 401);
            conforms("GET", path, as("GET", path), 403);
        }
        conforms(
                "POST",
                "/admin/cluster/probe",
                Http.post("/api/v1/admin/cluster/probe").bearer(operator),
                200);
        conforms(
                "DELETE",
                "/admin/sessions/{id}",
                Http.delete("/api/v1/admin/sessions/none").bearer(operator),
                404);
        conforms(
                "GET",
                "/service-keys/{id}/acting-organizations",
                Http.get("/api/v1/service-keys/none/acting-organizations").bearer(operator),
                404);
    }

    private static String soon() {
        return Instant.now().plusSeconds(3600).toString();
    }

    @Test
    void verifyIsAsDocumented() {
        conforms("GET", "/verify", as("GET", "/verify"), 200);
        conforms("GET", "/verify", Http.get("/api/v1/verify"), 401);
        Http batch = Http.post("/api/v1/verify")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("credentials", List.of(Json.object("token", acme.apiKey()), Json.object("token", "x")));
        conforms("POST", "/verify", batch, 200);
    }
}
