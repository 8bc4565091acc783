package io.weavz.identity.it.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real API behind the service, in both ways to believe it. */
class ConnectionsApiIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;
    private static Api offline;
    private static Api introspecting;

    @BeforeAll
    static void start() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
        offline = Api.start("", "--issuer=" + SERVER.url());
        introspecting = Api.start(Clients.secret("weavz-gateway"), "--mode=introspection", "--issuer=" + SERVER.url());
    }

    @AfterAll
    static void stop() {
        offline.close();
        introspecting.close();
    }

    @Test
    void anOrganizationSeesItsOwnConnectionsOnly() {
        String mine = Presenting.jwt(acme.apiKey());
        String theirs = Presenting.jwt(other.apiKey());
        String id = offline.add("GitHub").bearer(mine).expect(201).text("/connection/id");

        assertThat(offline.get().bearer(mine).expect(200).text("/connections/0/name"))
                .isEqualTo("GitHub");
        offline.get(id).bearer(mine).expect(200);
        assertThat(offline.get().bearer(theirs).expect(200).body()).doesNotContain("GitHub");
        Answer foreign = offline.get(id).bearer(theirs).expect(404);
        assertThat(foreign.body())
                .isEqualTo(offline.get("none").bearer(theirs).expect(404).body());
    }

    @Test
    void offlineOnlyTheTokenOfTheServiceCounts() {
        String jwt = Presenting.jwt(acme.apiKey());

        assertThat(offline.get().expect(401).header("WWW-Authenticate")).hasValue("Bearer realm=\"weavz\"");
        offline.get().bearer(acme.apiKey()).expect(401);
        offline.get().bearer(jwt.substring(0, jwt.lastIndexOf('.') + 1)).expect(401);
        offline.get().bearer(jwt).bearer(jwt).expect(401);
        offline.get().header("X-Weavz-Org-Id", acme.id()).expect(401);
        offline.get().bearer(jwt).header("X-Org-ID", other.id()).expect(403);
    }

    @Test
    void aKeyOfOneProjectKeepsToIt() {
        String whole = Presenting.jwt(acme.apiKey());
        String key = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json(
                        "name",
                        "one project",
                        "permissions",
                        Map.of("scope", "workspace", "workspaceIds", List.of(acme.workspaceId())))
                .expect(201)
                .text("/plainKey");
        String narrow = Presenting.jwt(key);
        offline.add("of all").bearer(whole).expect(201);
        offline.add("of all").bearer(narrow).expect(403);
        offline.post()
                .bearer(narrow)
                .json("name", "of one", "projectId", acme.workspaceId())
                .expect(201);
        assertThat(offline.get().bearer(narrow).expect(200).body())
                .contains("of one")
                .doesNotContain("of all");
        assertThat(offline.get().bearer(whole).expect(200).body()).contains("of one", "of all");
    }

    @Test
    void byIntrospectionTheCredentialItselfCountsUntilItIsRevoked() {
        Answer made = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "introspected")
                .expect(201);
        introspecting.get().bearer(made.text("/plainKey")).expect(200);
        introspecting
                .get()
                .serviceKey(SERVER.bootstrapServiceKey(), acme.slug())
                .expect(200);
        introspecting.get().bearer(Presenting.jwt(acme.apiKey())).expect(200);

        introspecting
                .get()
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .expect(401);
        introspecting.get().bearer(acme.mcpToken()).expect(401);
        introspecting.get().bearer(acme.apiKey()).header("X-Org-ID", other.id()).expect(401);
        Http.delete("/api/v1/api-keys/" + made.text("/apiKey/id"))
                .bearer(acme.apiKey())
                .expect(200);
        introspecting.get().bearer(made.text("/plainKey")).expect(401);
    }

    @Test
    void withoutTheServiceTheApiSaysThatItCannotTell() {
        String jwt = Presenting.jwt(acme.apiKey());
        try (Api alone = Api.start("", "--issuer=" + SERVER.url(), "--service=http://127.0.0.1:1");
                Api asking = Api.start("wrong", "--mode=introspection", "--issuer=" + SERVER.url())) {
            assertThat(alone.get().bearer(jwt).expect(503).header("Retry-After"))
                    .hasValue("1");
            asking.get().bearer(acme.apiKey()).expect(503);
        }
    }
}
