package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** End users as subjects of MCP tokens, contract section 10. */
@Tag("postgres")
class EndUsersIT {
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(Weavz.server());
        other = Fixture.organization(Weavz.server());
    }

    private static Http as(String method, String path) {
        return Http.method(method, "/api/v1/end-users" + path).bearer(acme.apiKey());
    }

    private static Answer create(String externalId, Object... more) {
        return as("POST", "")
                .json(Json.object("workspaceId", acme.workspaceId(), "externalId", externalId)
                        .setAll(Json.object(more)))
                .expect(201);
    }

    private static String unique() {
        return "u-" + UUID.randomUUID();
    }

    @Test
    void anEndUserIsMadeReadChangedAndDeleted() {
        String externalId = unique();
        Answer made = create(
                externalId, "displayName", "Zoë", "email", "zoe@example.test", "metadata", Json.object("tier", "gold"));
        String id = made.text("/endUser/id");

        assertThat(UUID.fromString(id)).hasToString(id);
        assertThat(made.text("/endUser/workspaceId")).isEqualTo(acme.workspaceId());
        assertThat(made.text("/endUser/externalId")).isEqualTo(externalId);
        assertThat(made.text("/endUser/connectionCount")).isEqualTo("0");
        assertThat(made.text("/endUser/createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(made.header("Cache-Control")).hasValue("no-store");
        Answer read = as("GET", "/" + id).expect(200);
        assertThat(read.json().path("endUser")).isEqualTo(made.json().path("endUser"));
        assertThat(read.json().path("connections").isArray()).isTrue();
        Answer changed = as("PATCH", "/" + id).json("displayName", "Zoe").expect(200);
        assertThat(changed.text("/endUser/displayName")).isEqualTo("Zoe");
        assertThat(changed.text("/endUser/email")).isEqualTo("zoe@example.test");
        assertThat(changed.text("/endUser/metadata/tier")).isEqualTo("gold");
        assertThat(as("DELETE", "/" + id).expect(200).body())
                .isEqualTo("{\"deleted\":true,\"id\":\"" + id + "\",\"connectionsDeleted\":0}");
        as("DELETE", "/" + id).expect(404);
    }

    @Test
    void whatIsNotGivenIsNullAndNullTakesAway() {
        Answer made = create(unique(), "email", "e@example.test");
        assertThat(made.json().at("/endUser/displayName").isNull()).isTrue();
        assertThat(as("PATCH", "/" + made.text("/endUser/id"))
                        .json("email", null)
                        .expect(200)
                        .json()
                        .at("/endUser/email")
                        .isNull())
                .isTrue();
    }

    @Test
    void whatIsMissingOrOfTheWrongTypeIsNamed() {
        String workspace = acme.workspaceId();
        assertThat(as("POST", "").json("externalId", "x").expect(400).text("/code"))
                .isEqualTo("WORKSPACE_REQUIRED");
        assertThat(as("POST", "").json("workspaceId", workspace).expect(400).text("/details/field"))
                .isEqualTo("externalId");
        assertThat(as("POST", "")
                        .json("workspaceId", workspace, "externalId", "x".repeat(256))
                        .expect(400)
                        .text("/details/field"))
                .isEqualTo("externalId");
        assertThat(as("POST", "")
                        .json("workspaceId", workspace, "externalId", "x", "metadata", "text")
                        .expect(400)
                        .text("/details/field"))
                .isEqualTo("metadata");
        String id = create(unique()).text("/endUser/id");
        assertThat(as("PATCH", "/" + id).json("externalId", "other").expect(400).text("/code"))
                .isEqualTo("NO_UPDATES");
        as("POST", "").body("text/plain", "x").expect(415);
        assertThat(as("PUT", "").expect(405).text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
        as("GET", "?workspaceId=" + workspace + "&limit=0").expect(400);
    }

    @Test
    void anExternalIdIsUniqueInItsWorkspaceOnly() {
        String externalId = unique();
        create(externalId);
        assertThat(as("POST", "")
                        .json("workspaceId", acme.workspaceId(), "externalId", externalId)
                        .expect(409)
                        .text("/code"))
                .isEqualTo("DUPLICATE");
        String second = Http.post("/api/v1/workspaces")
                .bearer(acme.apiKey())
                .json("name", "second", "slug", Fixture.uniqueSlug("s"))
                .expect(201)
                .text("/workspace/id");
        as("POST", "").json("projectId", second, "externalId", externalId).expect(201);
    }

    @Test
    void theListIsOfOneWorkspaceAndPaged() {
        Organization own = Fixture.organization(Weavz.server());
        for (int i = 0; i < 3; i++) {
            Http.post("/api/v1/end-users")
                    .bearer(own.apiKey())
                    .json("workspaceId", own.workspaceId(), "externalId", "u" + i)
                    .expect(201);
        }
        String list = "/api/v1/end-users?workspaceId=" + own.workspaceId();
        Answer page = Http.get(list + "&limit=1&offset=1").bearer(own.apiKey()).expect(200);
        assertThat(page.text("/total")).isEqualTo("3");
        assertThat(page.json().path("endUsers")).hasSize(1);
        assertThat(page.text("/endUsers/0/externalId")).isEqualTo("u1");
        assertThat(as("GET", "").expect(400).text("/code")).isEqualTo("WORKSPACE_REQUIRED");
    }

    @Test
    @DisplayName("case 26: a foreign end user or workspace and a missing one are the same")
    void foreignAndMissingAreTheSame() {
        String foreign = Http.post("/api/v1/end-users")
                .bearer(other.apiKey())
                .json("workspaceId", other.workspaceId(), "externalId", unique())
                .expect(201)
                .text("/endUser/id");
        for (String method : List.of("GET", "DELETE")) {
            String missing = as(method, "/" + UUID.randomUUID()).expect(404).body();
            assertThat(as(method, "/" + foreign).expect(404).body()).isEqualTo(missing);
            assertThat(as(method, "/no-uuid").expect(404).body()).isEqualTo(missing);
        }
        as("PATCH", "/" + foreign).json("enabled", false).expect(404);
        String missing =
                as("GET", "?workspaceId=" + UUID.randomUUID()).expect(404).body();
        assertThat(as("GET", "?workspaceId=" + other.workspaceId()).expect(404).body())
                .isEqualTo(missing);
        as("POST", "")
                .json("workspaceId", other.workspaceId(), "externalId", "x")
                .expect(404);
    }

    @Test
    @DisplayName("case 22: a scoped key has the end users of its workspaces only")
    void aScopedKeyHasItsWorkspacesEndUsers() {
        String second = Http.post("/api/v1/workspaces")
                .bearer(acme.apiKey())
                .json("name", "second", "slug", Fixture.uniqueSlug("s"))
                .expect(201)
                .text("/workspace/id");
        String scoped = Fixture.scopedKey(acme, second);
        String outside = create(unique()).text("/endUser/id");

        Http.post("/api/v1/end-users")
                .bearer(scoped)
                .json("workspaceId", second, "externalId", "mine")
                .expect(201);
        for (String path : List.of("/" + outside, "?workspaceId=" + acme.workspaceId())) {
            assertThat(Http.get("/api/v1/end-users" + path)
                            .bearer(scoped)
                            .expect(403)
                            .text("/code"))
                    .isEqualTo("SCOPE_DENIED");
        }
        Http.delete("/api/v1/end-users/" + outside).bearer(scoped).expect(403);
    }

    @Test
    void deletingTheEndUserOfAServerTakesTheServerAlong() {
        String id = create(unique()).text("/endUser/id");
        String server = Http.post("/api/v1/mcp/servers")
                .bearer(acme.apiKey())
                .json("name", "of one", "workspaceId", acme.workspaceId(), "endUserId", id)
                .expect(201)
                .text("/server/id");
        as("DELETE", "/" + id).expect(200);
        Http.get("/api/v1/mcp/servers/" + server).bearer(acme.apiKey()).expect(404);
    }

    @Test
    @DisplayName("an end user who is named like another one's id is not taken for the other")
    void anExternalIdThatLooksLikeAnotherOnesIdNamesNobodyElse() {
        String victim = unique();
        String victimId = create(victim).text("/endUser/id");
        String tokens = "/api/v1/mcp/servers/" + acme.mcpServerId() + "/access-tokens";
        String tokenId = Http.post(tokens)
                .bearer(acme.apiKey())
                .json("endUserId", victim)
                .expect(201)
                .text("/token/id");
        create(victimId);

        Answer list = Http.get(tokens).bearer(acme.apiKey()).expect(200);
        list.json().path("accessTokens").forEach(token -> {
            if (token.path("id").asText().equals(tokenId)) {
                assertThat(token.path("endUserId").asText()).isEqualTo(victim);
            }
        });
        assertThat(list.body()).contains(tokenId);
    }
}
