package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** API keys, contract section 7. */
@Tag("postgres")
class ApiKeysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Http as(String method, String path) {
        return Http.method(method, "/api/v1/api-keys" + path).bearer(acme.apiKey());
    }

    private static Answer create(ObjectNode more) {
        return as("POST", "")
                .json(Json.object("name", "key").<ObjectNode>setAll(more))
                .expect(201);
    }

    private static int use(String key) {
        return Http.get("/api/v1/verify").bearer(key).send().status();
    }

    @Test
    void aKeyIsShownOnceAndNeverAgain() {
        Answer made = create(Json.object());
        String key = made.text("/plainKey");

        assertThat(key).matches("wvz_[0-9A-Za-z]{38}");
        assertThat(made.text("/apiKey/keyPrefix")).isEqualTo(key.substring(0, 8));
        assertThat(made.json().path("apiKey").has("permissions")).isTrue();
        assertThat(made.json().at("/apiKey/permissions").isNull()).isTrue();
        assertThat(made.json().at("/apiKey/expiresAt").isNull()).isTrue();
        assertThat(as("GET", "").expect(200).body()).doesNotContain(key).doesNotContain("hash");
        assertThat(as("GET", "/" + made.text("/apiKey/id")).expect(200).body()).doesNotContain(key);
        assertThat(use(key)).isEqualTo(200);
    }

    @Test
    void theNameIsRequired() {
        assertThat(as("POST", "").json("name", "").expect(400).text("/code")).isEqualTo("VALIDATION_ERROR");
        assertThat(as("POST", "").expect(400).text("/details/field")).isEqualTo("name");
    }

    @Test
    void permissionsAreEchoedToTheLetter() {
        List<ObjectNode> given = List.of(
                Json.object("scope", "org"),
                Json.object("scope", "org", "approvals", Json.object("decide", true)),
                Json.object("scope", "workspace", "workspaceIds", Json.array(acme.workspaceId())),
                Json.object("scope", "project", "projectIds", Json.array(acme.workspaceId())));
        for (ObjectNode permissions : given) {
            Answer made = create(Json.object("permissions", permissions));
            assertThat(made.json().at("/apiKey/permissions")).isEqualTo(permissions);
        }
    }

    @Test
    void permissionsThatMeanNothingAreRefused() {
        List<ObjectNode> given = List.of(
                Json.object("scope", "galaxy"),
                Json.object("scope", "workspace"),
                Json.object("scope", "workspace", "workspaceIds", Json.array()),
                Json.object("scope", "workspace", "workspaceIds", Json.array(UUID.randomUUID())),
                Json.object("scope", "workspace", "workspaceIds", Json.array(other.workspaceId())));
        for (ObjectNode permissions : given) {
            assertThat(as("POST", "")
                            .json("name", "x", "permissions", permissions)
                            .expect(400)
                            .text("/code"))
                    .isEqualTo("VALIDATION_ERROR");
        }
    }

    @Test
    @DisplayName("case 22: a scoped key stays in its workspaces and makes no keys")
    void aScopedKeyStaysInItsWorkspaces() {
        String second = Http.post("/api/v1/workspaces")
                .bearer(acme.apiKey())
                .json("name", "second", "slug", Fixture.uniqueSlug("s"))
                .expect(201)
                .text("/workspace/id");
        String scoped = create(Json.object(
                        "permissions",
                        Json.object("scope", "workspace", "workspaceIds", Json.array(acme.workspaceId()))))
                .text("/plainKey");

        assertThat(Http.get("/api/v1/workspaces").bearer(scoped).expect(200).text("/total"))
                .isEqualTo("1");
        Http.get("/api/v1/workspaces/" + acme.workspaceId()).bearer(scoped).expect(200);
        for (String path : List.of("/workspaces/" + second, "/api-keys", "/members")) {
            Answer answer = Http.get("/api/v1" + path).bearer(scoped).expect(403);
            assertThat(answer.text("/error")).isEqualTo("FORBIDDEN");
            assertThat(answer.text("/code")).isEqualTo("SCOPE_DENIED");
        }
        Http.post("/api/v1/api-keys").bearer(scoped).json("name", "more").expect(403);
        Http.post("/api/v1/workspaces")
                .bearer(scoped)
                .json("name", "x", "slug", "x")
                .expect(403);
        assertThat(Http.get("/api/v1/verify").bearer(scoped).expect(200).header("X-Weavz-Project-Ids"))
                .hasValue(acme.workspaceId());

        Http.delete("/api/v1/workspaces/" + second).bearer(acme.apiKey()).expect(200);
    }

    @Test
    void aRevokedKeyIsDeadAtItsNextUse() {
        Answer made = create(Json.object());
        String id = made.text("/apiKey/id");

        assertThat(as("DELETE", "/" + id).expect(200).text("/id")).isEqualTo(id);
        assertThat(use(made.text("/plainKey"))).isEqualTo(401);
        as("DELETE", "/" + id).expect(404);
    }

    @Test
    void aKeyDoesNotDeleteItself() {
        as("DELETE", "/" + acme.apiKeyId()).expect(403);
        assertThat(use(acme.apiKey())).isEqualTo(200);
    }

    @Test
    void aDisabledKeySleeps() {
        Answer made = create(Json.object());
        String id = made.text("/apiKey/id");
        as("PATCH", "/" + id).json("enabled", false).expect(200);
        assertThat(use(made.text("/plainKey"))).isEqualTo(401);
        as("PATCH", "/" + id).json("enabled", true, "name", "renamed").expect(200);
        assertThat(use(made.text("/plainKey"))).isEqualTo(200);
        as("PATCH", "/" + id).json().expect(400);
    }

    @Test
    @DisplayName("case 31: a key expires")
    void aKeyExpires() {
        as("POST", "")
                .json("name", "x", "expiresAt", Instant.now().minusSeconds(1).toString())
                .expect(400);
        String key = create(
                        Json.object("expiresAt", Instant.now().plusSeconds(2).toString()))
                .text("/plainKey");
        assertThat(use(key)).isEqualTo(200);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (use(key) == 200 && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(use(key)).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "case 35: the old key dies at once, or when the overlap ends; a second rotation ends the first overlap")
    void regeneratingRotates() {
        Answer made = create(Json.object());
        String id = made.text("/apiKey/id");
        String first = made.text("/plainKey");
        String second = as("POST", "/" + id + "/regenerate").expect(200).text("/plainKey");
        assertThat(use(first)).isEqualTo(401);
        assertThat(use(second)).isEqualTo(200);

        String third = as("POST", "/" + id + "/regenerate")
                .json("overlapSeconds", 600)
                .expect(200)
                .text("/plainKey");
        assertThat(List.of(use(second), use(third))).containsExactly(200, 200);

        String fourth = as("POST", "/" + id + "/regenerate")
                .json("overlapSeconds", 1)
                .expect(200)
                .text("/plainKey");
        assertThat(use(second)).isEqualTo(401);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (use(third) == 200 && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(List.of(use(third), use(fourth))).containsExactly(401, 200);
        as("POST", "/" + id + "/regenerate").json("overlapSeconds", -1).expect(400);
    }

    @Test
    @DisplayName("case 26: another organization's key is as missing as none")
    void anotherOrganizationsKeyIsMissing() {
        for (String method : List.of("GET", "DELETE")) {
            String foreign = as(method, "/" + other.apiKeyId()).expect(404).body();
            assertThat(as(method, "/" + UUID.randomUUID()).expect(404).body()).isEqualTo(foreign);
        }
        as("PATCH", "/" + other.apiKeyId()).json("name", "x").expect(404);
        as("POST", "/" + other.apiKeyId() + "/regenerate").expect(404);
        assertThat(use(other.apiKey())).isEqualTo(200);
    }

    @Test
    @DisplayName("case 27: nobody chooses owner, id or age of a key")
    void whatIsNotTheClientsToSayIsIgnored() {
        Answer made = create(Json.object(
                "id",
                "mine",
                "orgId",
                other.id(),
                "organizationId",
                other.id(),
                "userId",
                "root",
                "createdBy",
                "root",
                "createdAt",
                "2001-01-01T00:00:00Z",
                "scopes",
                Json.array("everything")));
        assertThat(made.text("/apiKey/orgId")).isEqualTo(acme.id());
        assertThat(made.text("/apiKey/id")).isNotEqualTo("mine");
        assertThat(made.text("/apiKey/createdBy")).isNotEqualTo("root");
        assertThat(made.text("/apiKey/createdAt")).isGreaterThan("2020");
    }

    @Test
    void theLastUseIsKept() {
        Answer made = create(Json.object());
        assertThat(made.json().at("/apiKey/lastUsedAt").isNull()).isTrue();
        use(made.text("/plainKey"));
        assertThat(as("GET", "/" + made.text("/apiKey/id")).expect(200).text("/apiKey/lastUsedAt"))
                .isNotEmpty();
    }

    @Test
    @DisplayName("cases 23 and 25: a key belongs to the organization and outlives its creator")
    void aKeyOutlivesItsCreator() {
        People.Person owner = People.member(acme, "owner");
        String key = Http.post("/api/v1/api-keys")
                .bearer(owner.token())
                .json("name", "of a person")
                .expect(201)
                .text("/plainKey");
        People.member(acme, "owner");

        Http.delete("/api/v1/members/" + owner.id())
                .serviceKey(SERVER.bootstrapServiceKey(), acme.id())
                .expect(200);
        assertThat(use(key)).isEqualTo(200);
        People.admin("DELETE", "/users/" + owner.id()).expect(204);
        assertThat(use(key)).isEqualTo(200);
        assertThat(as("GET", "").expect(200).body()).contains(owner.id());
    }

    @Test
    @DisplayName("case 24: keys die with their organization and stay dead under the same name")
    void keysDieWithTheirOrganization() {
        Organization doomed = Fixture.organization(SERVER);
        Http.delete("/api/v1/orgs/" + doomed.id())
                .serviceKey(SERVER.bootstrapServiceKey(), doomed.id())
                .expect(200);
        assertThat(use(doomed.apiKey())).isEqualTo(401);
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", "Again", "slug", doomed.slug())
                .expect(201);
        assertThat(use(doomed.apiKey())).isEqualTo(401);
    }

    @Test
    void aPlanHasItsQuota() {
        Organization small = Fixture.organization(SERVER);
        Http.patch("/api/v1/admin/organizations/" + small.id())
                .bearer(SERVER.operatorToken())
                .json("plan", "free")
                .expect(200);
        for (int i = 0; i < 4; i++) {
            Http.post("/api/v1/api-keys")
                    .bearer(small.apiKey())
                    .json("name", "k" + i)
                    .expect(201);
        }
        Answer answer = Http.post("/api/v1/api-keys")
                .bearer(small.apiKey())
                .json("name", "one too many")
                .expect(403);
        assertThat(answer.text("/code")).isEqualTo("QUOTA_EXCEEDED");
    }

    @Test
    void aKeyIsShownAsTheContractSays() {
        Answer made = create(Json.object(
                "expiresAt", "2099-01-31T14:00:00+02:00", "metadata", Json.object("team", "a", "list", Json.array(1))));
        assertThat(UUID.fromString(made.text("/apiKey/id"))).hasToString(made.text("/apiKey/id"));
        assertThat(made.text("/apiKey/orgId")).isEqualTo(acme.id());
        assertThat(made.text("/apiKey/expiresAt")).isEqualTo("2099-01-31T12:00:00.000Z");
        assertThat(made.text("/apiKey/createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(made.json().at("/apiKey/metadata")).isEqualTo(Json.object("team", "a", "list", Json.array(1)));
        assertThat(made.header("Cache-Control")).hasValue("no-store");
        Answer read = as("GET", "/" + made.text("/apiKey/id")).expect(200);
        assertThat(read.json().path("apiKey")).isEqualTo(made.json().path("apiKey"));
        assertThat(read.json().has("plainKey")).isFalse();
        Answer list = as("GET", "").expect(200);
        assertThat(list.json().path("apiKeys"))
                .hasSize(list.json().path("total").asInt());
        assertThat(as("DELETE", "/" + made.text("/apiKey/id")).expect(200).body())
                .isEqualTo("{\"deleted\":true,\"id\":\"" + made.text("/apiKey/id") + "\"}");
    }

    @Test
    void noPermissionsAreNoPermissionsInTheAnswerToo() {
        assertThat(create(Json.object("permissions", null))
                        .json()
                        .at("/apiKey/permissions")
                        .isNull())
                .isTrue();
    }

    @Test
    @DisplayName("case 22: a key for the whole organization is asked for in so many words")
    void workspacesWithoutTheirScopeAreRefused() {
        List<ObjectNode> given = List.of(
                Json.object("workspaceIds", Json.array(acme.workspaceId())),
                Json.object("projectIds", Json.array(acme.workspaceId())),
                Json.object("scope", "org", "workspaceIds", Json.array(acme.workspaceId())));
        for (ObjectNode permissions : given) {
            assertThat(as("POST", "")
                            .json("name", "x", "permissions", permissions)
                            .send()
                            .status())
                    .as(permissions.toString())
                    .isEqualTo(400);
        }
    }

    @Test
    void whatIsOfTheWrongTypeIsNamed() {
        Object[] wrong = {
            "name",
            5,
            "expiresAt",
            "tomorrow",
            "expiresAt",
            5,
            "permissions",
            "all",
            "metadata",
            "text",
            "expiresAt",
            "+1000000-01-01T00:00:00Z",
            "expiresAt",
            "+300000000-01-01T00:00:00Z"
        };
        for (int i = 0; i < wrong.length; i += 2) {
            Answer answer = as("POST", "")
                    .json(Json.object("name", "x").<ObjectNode>setAll(Json.object(wrong[i], wrong[i + 1])))
                    .send();
            assertThat(answer.status()).as(answer + " to " + wrong[i + 1]).isEqualTo(400);
            assertThat(answer.text("/details/field")).isEqualTo(wrong[i]);
        }
        assertThat(as("POST", "").body("application/json", "{").expect(400).text("/code"))
                .isEqualTo("INVALID_JSON");
        as("POST", "").body("text/plain", "x").expect(415);
        as("POST", "")
                .json("name", "x", "metadata", Json.object("pad", "p".repeat(66_000)))
                .expect(413);
        assertThat(as("PUT", "").expect(405).text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void muchMetadataIsKept() {
        ObjectNode metadata = Json.object("pad", "\u00e9\u0000".repeat(5_000));
        String id = create(Json.object("metadata", metadata)).text("/apiKey/id");
        assertThat(as("GET", "/" + id).expect(200).json().at("/apiKey/metadata"))
                .isEqualTo(metadata);
    }

    @Test
    void aKeyIsRenamedAndItsEndMoved() {
        Answer made = create(Json.object("expiresAt", "2099-01-01T00:00:00.000Z", "metadata", Json.object("a", 1)));
        String id = made.text("/apiKey/id");
        Answer renamed = as("PATCH", "/" + id).json("name", "renamed").expect(200);
        assertThat(renamed.text("/apiKey/name")).isEqualTo("renamed");
        assertThat(renamed.text("/apiKey/expiresAt")).isEqualTo("2099-01-01T00:00:00.000Z");
        assertThat(renamed.text("/apiKey/metadata/a")).isEqualTo("1");
        assertThat(as("PATCH", "/" + id)
                        .json("expiresAt", null, "metadata", null)
                        .expect(200)
                        .json()
                        .at("/apiKey/expiresAt")
                        .isNull())
                .isTrue();
        as("PATCH", "/" + id).json("expiresAt", "2001-01-01T00:00:00Z").expect(400);
        assertThat(use(made.text("/plainKey"))).isEqualTo(200);
    }

    @Test
    void aKeyHasALimitOfItsOwnOrNone() {
        assertThat(create(Json.object()).json().at("/apiKey/rateLimit").isNull())
                .isTrue();
        String id = create(Json.object("rateLimit", 10_000_000)).text("/apiKey/id");
        assertThat(as("GET", "/" + id).expect(200).text("/apiKey/rateLimit")).isEqualTo("10000000");
        assertThat(as("PATCH", "/" + id).json("name", "renamed").expect(200).text("/apiKey/rateLimit"))
                .isEqualTo("10000000");
        assertThat(as("PATCH", "/" + id).json("rateLimit", 1).expect(200).text("/apiKey/rateLimit"))
                .isEqualTo("1");
        assertThat(as("POST", "/" + id + "/regenerate").expect(200).text("/apiKey/rateLimit"))
                .isEqualTo("1");
        for (Object wrong : new Object[] {0, -1, 10_000_001, 1.5, "10", true}) {
            for (Http request : List.of(as("POST", ""), as("PATCH", "/" + id))) {
                assertThat(request.json("name", "x", "rateLimit", wrong)
                                .expect(400)
                                .text("/details/field"))
                        .isEqualTo("rateLimit");
            }
        }
        as("PATCH", "/" + id).json("rateLimit", null).expect(200);
        assertThat(as("GET", "/" + id)
                        .expect(200)
                        .json()
                        .at("/apiKey/rateLimit")
                        .isNull())
                .isTrue();
    }

    @Test
    @DisplayName("case 22: the permissions of a key do not grow afterwards")
    void permissionsDoNotChange() {
        ObjectNode permissions = Json.object("scope", "workspace", "workspaceIds", Json.array(acme.workspaceId()));
        String id = create(Json.object("permissions", permissions)).text("/apiKey/id");
        assertThat(as("PATCH", "/" + id)
                        .json("permissions", Json.object("scope", "org"))
                        .expect(400)
                        .text("/code"))
                .isEqualTo("NO_UPDATES");
        Answer changed = as("PATCH", "/" + id)
                .json("permissions", Json.object("scope", "org"), "orgId", other.id(), "name", "x")
                .expect(200);
        assertThat(changed.json().at("/apiKey/permissions")).isEqualTo(permissions);
        assertThat(changed.text("/apiKey/orgId")).isEqualTo(acme.id());
    }

    @Test
    @DisplayName("case 22: a scoped key changes, renews and deletes no keys, not even itself")
    void aScopedKeyManagesNoKeys() {
        Answer made = create(Json.object(
                "permissions", Json.object("scope", "workspace", "workspaceIds", Json.array(acme.workspaceId()))));
        String scoped = made.text("/plainKey");
        for (String id : List.of(made.text("/apiKey/id"), acme.apiKeyId())) {
            String path = "/api/v1/api-keys/" + id;
            List<Http> requests = List.of(
                    Http.get(path),
                    Http.patch(path).json("name", "x"),
                    Http.delete(path),
                    Http.post(path + "/regenerate"));
            for (Http request : requests) {
                assertThat(request.bearer(scoped).expect(403).text("/code")).isEqualTo("SCOPE_DENIED");
            }
        }
        Http.patch("/api/v1/orgs/" + acme.id()).bearer(scoped).json("name", "x").expect(403);
        assertThat(use(acme.apiKey())).isEqualTo(200);
    }

    @Test
    @DisplayName("case 35: a key that is off stays off when it gets a new secret")
    void aDisabledKeyIsNotRevivedByANewSecret() {
        Answer made = create(Json.object());
        String id = made.text("/apiKey/id");
        as("PATCH", "/" + id).json("enabled", false).expect(200);
        String fresh = as("POST", "/" + id + "/regenerate")
                .json("overlapSeconds", 60)
                .expect(200)
                .text("/plainKey");
        assertThat(List.of(use(made.text("/plainKey")), use(fresh))).containsExactly(401, 401);
        as("PATCH", "/" + id).json("enabled", true).expect(200);
        assertThat(List.of(use(made.text("/plainKey")), use(fresh))).containsExactly(200, 200);
        as("DELETE", "/" + id).expect(200);
        assertThat(List.of(use(made.text("/plainKey")), use(fresh))).containsExactly(401, 401);
    }
}
