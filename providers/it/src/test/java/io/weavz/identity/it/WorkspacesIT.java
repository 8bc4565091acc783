package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workspaces and projects, contract section 6, and the errors that every resource shares. */
@Tag("postgres")
class WorkspacesIT {
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(Weavz.server());
        other = Fixture.organization(Weavz.server());
    }

    private static Http as(String method, String path) {
        return Http.method(method, "/api/v1" + path).bearer(acme.apiKey());
    }

    private static String create(String name) {
        return as("POST", "/workspaces")
                .json("name", name, "slug", Fixture.uniqueSlug("w"))
                .expect(201)
                .text("/workspace/id");
    }

    @Test
    void aWorkspaceIsMadeReadRenamedAndDeleted() {
        String slug = Fixture.uniqueSlug("w");
        Answer made =
                as("POST", "/workspaces").json("name", "Zoë 東京", "slug", slug).expect(201);
        String id = made.text("/workspace/id");

        assertThat(made.text("/workspace/orgId")).isEqualTo(acme.id());
        assertThat(made.text("/workspace/createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(as("GET", "/workspaces/" + id).expect(200).text("/workspace/name"))
                .isEqualTo("Zoë 東京");
        assertThat(as("PATCH", "/workspaces/" + id)
                        .json("name", "Renamed")
                        .expect(200)
                        .text("/workspace/slug"))
                .isEqualTo(slug);
        Answer deleted = as("DELETE", "/workspaces/" + id).expect(200);
        assertThat(deleted.body()).isEqualTo("{\"deleted\":true,\"id\":\"" + id + "\"}");
        as("DELETE", "/workspaces/" + id).expect(404);
    }

    @Test
    void theSameObjectIsServedAsAProject() {
        String id = as("POST", "/projects")
                .json("name", "P", "slug", Fixture.uniqueSlug("p"))
                .expect(201)
                .text("/project/id");
        assertThat(as("GET", "/projects/" + id).expect(200).text("/project/id")).isEqualTo(id);
        assertThat(as("GET", "/workspaces/" + id).expect(200).text("/workspace/id"))
                .isEqualTo(id);
        assertThat(as("GET", "/projects").expect(200).json().has("projects")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"has space", "exclaim!", "-leading", "Upper", "é", "a_b"})
    void aSlugOfOtherCharactersIsRefused(String slug) {
        Answer answer =
                as("POST", "/workspaces").json("name", "x", "slug", slug).expect(400);
        assertThat(answer.text("/code")).isEqualTo("VALIDATION_ERROR");
        assertThat(answer.text("/details/field")).isEqualTo("slug");
    }

    @Test
    void whatIsMissingOrOfTheWrongTypeIsNamed() {
        assertThat(as("POST", "/workspaces").expect(400).text("/details/field")).isEqualTo("name");
        assertThat(as("POST", "/workspaces")
                        .json("name", 5, "slug", "x")
                        .expect(400)
                        .text("/details/field"))
                .isEqualTo("name");
        assertThat(as("POST", "/workspaces")
                        .json("name", "", "slug", "x")
                        .expect(400)
                        .text("/code"))
                .isEqualTo("VALIDATION_ERROR");
        String id = create("x");
        assertThat(as("PATCH", "/workspaces/" + id)
                        .json("unknown", 1)
                        .expect(400)
                        .text("/code"))
                .isEqualTo("NO_UPDATES");
        assertThat(as("PATCH", "/workspaces/" + id)
                        .json("suspended", "yes")
                        .expect(400)
                        .text("/details/field"))
                .isEqualTo("suspended");
    }

    @Test
    void bodiesThatAreNoJsonAreRefusedInOurShape() {
        for (String body : new String[] {"{", "[]", "\"x\"", "{\"a\":1,\"a\":2}", "null", "{\"name\":\"\\ud800\"}x"}) {
            Answer answer =
                    as("POST", "/workspaces").body("application/json", body).expect(400);
            assertThat(answer.text("/code")).as(body).isEqualTo("INVALID_JSON");
        }
        assertThat(as("POST", "/workspaces")
                        .body("text/plain", "{\"name\":\"x\"}")
                        .expect(415)
                        .text("/code"))
                .isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        assertThat(as("POST", "/workspaces")
                        .json("name", "x", "slug", "x", "pad", "p".repeat(66_000))
                        .expect(413)
                        .text("/code"))
                .isEqualTo("PAYLOAD_TOO_LARGE");
    }

    @Test
    void aMethodThatIsNotThereIsRefusedInOurShape() {
        Answer answer = as("PUT", "/workspaces").expect(405);
        assertThat(answer.text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(as("GET", "/nothing-here").expect(404).text("/error")).isEqualTo("NOT_FOUND");
        assertThat(Http.get("/api/v1/nothing-here").expect(401).text("/error")).isEqualTo("UNAUTHORIZED");
        assertThat(as("GET", "/workspaces/a/b/c").expect(404).text("/error")).isEqualTo("NOT_FOUND");
    }

    @Test
    @DisplayName("case 26: a foreign object and a missing one are the same")
    void aForeignObjectAndAMissingOneAreTheSame() {
        String foreign =
                as("GET", "/workspaces/" + other.workspaceId()).expect(404).body();
        assertThat(as("GET", "/workspaces/" + UUID.randomUUID()).expect(404).body())
                .isEqualTo(foreign);
        assertThat(as("GET", "/workspaces/no-uuid").expect(404).body()).isEqualTo(foreign);
        as("PATCH", "/workspaces/" + other.workspaceId()).json("name", "mine").expect(404);
        as("DELETE", "/workspaces/" + other.workspaceId()).expect(404);
    }

    @Test
    void aSlugIsUniqueInItsOrganizationOnly() {
        as("POST", "/workspaces").json("name", "x", "slug", "taken").expect(201);
        assertThat(as("POST", "/workspaces")
                        .json("name", "y", "slug", "taken")
                        .expect(409)
                        .text("/code"))
                .isEqualTo("DUPLICATE");
        Http.post("/api/v1/workspaces")
                .bearer(other.apiKey())
                .json("name", "x", "slug", "taken")
                .expect(201);
    }

    @Test
    void listsArePaged() {
        Organization own = Fixture.organization(Weavz.server());
        for (int i = 0; i < 4; i++) {
            Http.post("/api/v1/workspaces")
                    .bearer(own.apiKey())
                    .json("name", "w" + i, "slug", "w" + i)
                    .expect(201);
        }
        Answer page = Http.get("/api/v1/workspaces?limit=2&offset=1")
                .bearer(own.apiKey())
                .expect(200);
        assertThat(page.json().path("workspaces").size()).isEqualTo(2);
        assertThat(page.text("/total")).isEqualTo("5");
        assertThat(page.text("/workspaces/0/name")).isEqualTo("w0");
        Http.patch("/api/v1/workspaces/" + own.workspaceId())
                .bearer(own.apiKey())
                .json("suspended", true)
                .expect(200);
        assertThat(Http.get("/api/v1/workspaces")
                        .bearer(own.apiKey())
                        .expect(200)
                        .text("/total"))
                .isEqualTo("4");
        assertThat(Http.get("/api/v1/workspaces?includeSuspended=true")
                        .bearer(own.apiKey())
                        .expect(200)
                        .text("/total"))
                .isEqualTo("5");
        Http.get("/api/v1/workspaces?limit=x").bearer(own.apiKey()).expect(400);
    }

    @Test
    void theSameResourcesAnswerUnderTheExplicitOrganization() {
        for (String name : new String[] {acme.id(), acme.slug()}) {
            assertThat(as("GET", "/orgs/" + name + "/workspaces/" + acme.workspaceId())
                            .expect(200)
                            .text("/workspace/id"))
                    .isEqualTo(acme.workspaceId());
        }
        as("GET", "/orgs/" + other.id() + "/workspaces").expect(403);
        as("GET", "/orgs/nobody/workspaces").expect(403);
        Http.get("/api/v1/orgs/" + acme.id() + "/workspaces").expect(401);
    }

    @Test
    void answersAreNotCachedAndUnknownFieldsIgnored() {
        Answer made = as("POST", "/workspaces")
                .json("name", "x", "slug", Fixture.uniqueSlug("w"), "id", "mine", "orgId", other.id(), "color", "red")
                .expect(201);
        assertThat(made.text("/workspace/orgId")).isEqualTo(acme.id());
        assertThat(UUID.fromString(made.text("/workspace/id"))).hasToString(made.text("/workspace/id"));
        assertThat(made.json().path("workspace").has("color")).isFalse();
        assertThat(made.header("Cache-Control")).hasValue("no-store");
        assertThat(made.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void everyRefusalHasOurShapeAndItsHeaders() {
        assertThat(as("PUT", "/workspaces").expect(405).text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(Http.get("/api/v1/workspaces").expect(401).header("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=-1", "limit=1.5", "limit=", "offset=-1", "offset=99999999999"})
    void aPageThatIsNoneIsRefused(String query) {
        Answer answer = as("GET", "/workspaces?" + query).expect(400);
        assertThat(answer.text("/code")).isEqualTo("VALIDATION_ERROR");
        assertThat(answer.text("/details/field")).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void aPageBeyondTheEndIsEmptyAndStillCounts() {
        Answer page = as("GET", "/workspaces?offset=1000&limit=1000").expect(200);
        assertThat(page.json().path("workspaces")).isEmpty();
        assertThat(page.json().path("total").asInt()).isPositive();
    }

    @Test
    void aSlugIsChangedToAFreeOneOnly() {
        String slug = Fixture.uniqueSlug("w");
        String id = as("POST", "/workspaces")
                .json("name", "x", "slug", slug)
                .expect(201)
                .text("/workspace/id");
        as("PATCH", "/workspaces/" + id).json("slug", slug).expect(200);
        assertThat(as("PATCH", "/workspaces/" + id)
                        .json("slug", "demo")
                        .expect(409)
                        .text("/code"))
                .isEqualTo("DUPLICATE");
        assertThat(as("PATCH", "/workspaces/" + id)
                        .json("slug", "No Slug")
                        .expect(400)
                        .text("/details/field"))
                .isEqualTo("slug");
        for (Object nothing : new Object[] {null, "", " "}) {
            as("PATCH", "/workspaces/" + id).json("name", nothing).expect(400);
        }
    }

    @Test
    void ofSeveralAtOnceOneGetsTheSlug() {
        String slug = Fixture.uniqueSlug("race");
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> as("POST", "/workspaces")
                        .json("name", "x", "slug", slug)
                        .send()
                        .status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C3%A9", "%27%20OR%201%3D1", "%F0%9F%98%80"})
    @DisplayName("case 26: an odd id is as missing as any")
    void anOddIdIsMissing(String id) {
        as("GET", "/workspaces/" + id).expect(404);
        as("DELETE", "/workspaces/" + id).expect(404);
        assertThat(as("GET", "/end-users?workspaceId=" + id).send().status()).isIn(400, 404);
    }

    @Test
    void textThatNoDatabaseKeepsIsRefused() {
        for (String name : List.of("\\u0000", "a\\u0007b", "\\ud800", "\\udc00x")) {
            String body = "{\"name\":\"" + name + "\",\"slug\":\"" + Fixture.uniqueSlug("odd") + "\"}";
            assertThat(as("POST", "/workspaces")
                            .body("application/json", body)
                            .send()
                            .status())
                    .as(name)
                    .isEqualTo(400);
        }
    }

    @Test
    @DisplayName("case 22: a scoped key has its own workspaces and makes and deletes none")
    void aScopedKeyHasItsOwnWorkspaces() {
        String mine = create("mine");
        String gone = create("gone");
        String notMine = create("not mine");
        String scoped = Fixture.scopedKey(acme, mine, gone);

        Answer list = Http.get("/api/v1/projects").bearer(scoped).expect(200);
        assertThat(list.text("/total")).isEqualTo("2");
        assertThat(list.body()).contains(mine, gone).doesNotContain(notMine, acme.workspaceId());
        Http.patch("/api/v1/workspaces/" + mine)
                .bearer(scoped)
                .json("name", "renamed")
                .expect(200);
        for (String method : List.of("GET", "DELETE")) {
            Answer answer = Http.method(method, "/api/v1/workspaces/" + notMine)
                    .bearer(scoped)
                    .expect(403);
            assertThat(answer.text("/error")).isEqualTo("FORBIDDEN");
            assertThat(answer.text("/code")).isEqualTo("SCOPE_DENIED");
            assertThat(answer.header("WWW-Authenticate")).isPresent();
        }
        Http.patch("/api/v1/workspaces/" + notMine)
                .bearer(scoped)
                .json("name", "x")
                .expect(403);
        Http.delete("/api/v1/workspaces/" + mine).bearer(scoped).expect(403);
        Http.get("/api/v1/workspaces/" + other.workspaceId()).bearer(scoped).expect(404);

        as("DELETE", "/workspaces/" + gone).expect(200);
        assertThat(Http.get("/api/v1/workspaces").bearer(scoped).expect(200).text("/total"))
                .isEqualTo("1");
        Http.get("/api/v1/workspaces/" + mine).bearer(scoped).expect(200);
    }

    @Test
    void aPlanHasItsQuotaAndWhatIsSuspendedDoesNotCount() {
        Organization small = Fixture.organization(Weavz.server());
        Http.patch("/api/v1/admin/organizations/" + small.id())
                .bearer(Weavz.server().operatorToken())
                .json("plan", "free")
                .expect(200);
        for (int i = 0; i < 2; i++) {
            Http.post("/api/v1/workspaces")
                    .bearer(small.apiKey())
                    .json("name", "w", "slug", "w" + i)
                    .expect(201);
        }
        assertThat(Http.post("/api/v1/workspaces")
                        .bearer(small.apiKey())
                        .json("name", "w", "slug", "w3")
                        .expect(403)
                        .text("/code"))
                .isEqualTo("QUOTA_EXCEEDED");
        Http.patch("/api/v1/workspaces/" + small.workspaceId())
                .bearer(small.apiKey())
                .json("suspended", true)
                .expect(200);
        Http.post("/api/v1/workspaces")
                .bearer(small.apiKey())
                .json("name", "w", "slug", "w3")
                .expect(201);
    }
}
