package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.RawHttp;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Organizations, contract section 4, and how a credential is bound to its own. */
@Tag("postgres")
class OrganizationsIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Http operator(String method, String path) {
        return Http.method(method, "/api/v1" + path).bearer(SERVER.operatorToken());
    }

    private static Answer serviceKey(Object organizations) {
        return operator("POST", "/service-keys")
                .json(
                        "name",
                        "backend",
                        "organizations",
                        organizations,
                        "expiresAt",
                        Instant.now().plus(30, ChronoUnit.DAYS).toString())
                .expect(201);
    }

    @Test
    void onlyAServiceKeyForAnyOrganizationMakesOne() {
        String slug = Fixture.uniqueSlug("made");
        Http.post("/api/v1/orgs").json("name", "x", "slug", slug).expect(401);
        Http.post("/api/v1/orgs")
                .bearer(acme.apiKey())
                .json("name", "x", "slug", slug)
                .expect(403);
        operator("POST", "/orgs").json("name", "x", "slug", slug).expect(403);
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", serviceKey(Json.array(acme.id())).text("/plainKey"))
                .json("name", "x", "slug", slug)
                .expect(403);
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", "x", "slug", "Bad Slug")
                .expect(400);
        Answer made = Http.post("/api/v1/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", "x", "slug", slug)
                .expect(201);
        assertThat(made.text("/org/plan")).isEqualTo("enterprise");
        assertThat(Http.post("/api/v1/orgs")
                        .header("X-Service-Key", SERVER.bootstrapServiceKey())
                        .json("name", "x", "slug", slug)
                        .expect(409)
                        .text("/code"))
                .isEqualTo("SLUG_EXISTS");
    }

    @Test
    void anOrganizationIsRenamedAndFoundUnderItsNewSlug() {
        Organization own = Fixture.organization(SERVER);
        String slug = Fixture.uniqueSlug("renamed");
        assertThat(Http.patch("/api/v1/orgs/" + own.slug())
                        .bearer(own.apiKey())
                        .json("name", "Neu", "slug", slug)
                        .expect(200)
                        .text("/org/slug"))
                .isEqualTo(slug);
        Http.get("/api/v1/orgs/" + slug).bearer(own.apiKey()).expect(200);
        Http.get("/api/v1/orgs/" + own.slug()).bearer(own.apiKey()).expect(403);
        assertThat(Http.patch("/api/v1/orgs/" + slug)
                        .bearer(own.apiKey())
                        .json("slug", acme.slug())
                        .expect(409)
                        .text("/code"))
                .isEqualTo("SLUG_EXISTS");
        Http.patch("/api/v1/orgs/" + slug)
                .bearer(own.apiKey())
                .json("plan", "free")
                .expect(400);
        Http.delete("/api/v1/orgs/" + slug).bearer(own.apiKey()).expect(403);
    }

    @Test
    @DisplayName("cases 40 and 41: tokens without our audience, altered or of another realm are refused")
    void otherTokensAreRefused() {
        String token = People.member(acme, "owner").token();
        String[] parts = token.split("\\.");
        List<String> bad = List.of(
                SERVER.adminToken(),
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + parts[2].substring(1) + "A",
                "eyJhbGciOiJub25lIn0." + parts[1] + ".");
        for (String each : bad) {
            Http.get("/api/v1/workspaces").bearer(each).expect(401);
        }
    }

    @Test
    @DisplayName("case 21: an organization cannot take another one's id as its slug, and so be taken for it")
    void aSlugIsNobodyElsesId() {
        Organization own = Fixture.organization(SERVER);
        assertThat(Http.patch("/api/v1/orgs/" + own.id())
                        .bearer(own.apiKey())
                        .json("slug", other.id())
                        .expect(409)
                        .text("/code"))
                .isEqualTo("SLUG_EXISTS");
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", "x", "slug", other.id())
                .expect(409);
        assertThat(Http.get("/api/v1/orgs/" + other.id())
                        .serviceKey(SERVER.bootstrapServiceKey(), other.id())
                        .expect(200)
                        .text("/org/slug"))
                .isEqualTo(other.slug());
    }

    @Test
    @DisplayName("case 20: another realm's organization is as unknown as one that does not exist")
    void anOrganizationOfAnotherRealmIsUnknown() {
        String realm = Fixture.uniqueSlug("realm");
        People.realms("POST", "")
                .json("realm", realm, "enabled", true, "organizationsEnabled", true)
                .expect(201);
        try {
            String foreign = made("/" + realm, "foreign");
            Answer unknown = verify(UUID.randomUUID().toString()).expect(403);
            assertThat(verify(foreign).expect(403).body()).isEqualTo(unknown.body());
            Http.post("/api/v1/orgs")
                    .header("X-Service-Key", SERVER.bootstrapServiceKey())
                    .json("name", "x", "slug", foreign)
                    .expect(201);
            verify(foreign).expect(200);
        } finally {
            People.realms("DELETE", "/" + realm).expect(204);
        }
    }

    @Test
    @DisplayName("case 24: one of Keycloak's console that was refused is not taken for a later one of its name")
    void aRefusedOrganizationIsNotRemembered() throws InterruptedException {
        String slug = Fixture.uniqueSlug("console");
        made("/weavz", slug);
        // What has just changed is not remembered anyway.
        Thread.sleep(4_000);
        verify(slug).expect(403);
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", "Later", "slug", slug)
                .expect(201);
        verify(slug).expect(200);
    }

    /** An organization of another realm, by the address of its API. */
    private static String madeAt(String api) {
        return Http.post(api + "/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", "Off", "slug", "off")
                .expect(201)
                .text("/org/id");
    }

    private static String keyAt(String api, String organizationId) {
        return Http.post(api + "/api-keys")
                .serviceKey(SERVER.bootstrapServiceKey(), organizationId)
                .json("name", "key")
                .expect(201)
                .text("/plainKey");
    }

    @Test
    void aRealmThatIsSwitchedOffStandsForNothing() {
        String realm = Fixture.limitedRealm(SERVER);
        String api = SERVER.rootUrl() + "/realms/" + realm + "/api/v1";
        String id = madeAt(api);
        String key = keyAt(api, id);
        Http.get(api + "/verify").bearer(key).expect(200);

        People.realms("PUT", "/" + realm).json("enabled", false).expect(204);
        Http.get(api + "/verify").bearer(key).expect(403);
        Http.get(api + "/workspaces").bearer(key).expect(403);
        Http.post(api + "/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", "More", "slug", "more")
                .expect(403);
        People.realms("PUT", "/" + realm).json("enabled", true).expect(204);
        Http.get(api + "/verify").bearer(key).expect(200);
    }

    @Test
    @DisplayName("case 32: a realm that is switched off while a body is on its way is not remembered as it was")
    void aRealmThatIsSwitchedOffMeanwhileIsOff() throws InterruptedException {
        String realm = Fixture.limitedRealm(SERVER);
        String api = SERVER.rootUrl() + "/realms/" + realm + "/api/v1";
        String id = madeAt(api);
        String key = keyAt(api, id);
        // What has just changed is not remembered; the caller has to be, so that only the body is looked up.
        Thread.sleep(4_000);
        Http.get(api + "/verify").serviceKey(SERVER.bootstrapServiceKey(), id).expect(200);
        RawHttp.holdingBody(
                        "POST /realms/" + realm + "/api/v1/verify",
                        List.of("X-Service-Key: " + SERVER.bootstrapServiceKey()),
                        "{\"credentials\":[{\"token\":\"" + key + "\"}]}",
                        () -> {
                            People.realms("PUT", "/" + realm)
                                    .json("enabled", false)
                                    .expect(204);
                            settle();
                        })
                .expect(200);

        Http.get(api + "/verify").bearer(key).expect(403);
    }

    /** What is read within a quarter of a second of a change is not remembered at all. */
    private static void settle() {
        LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
    }

    /** The id of an organization made as in Keycloak's console. */
    private static String made(String realm, String alias) {
        String location = People.realms("POST", realm + "/organizations")
                .json("name", alias, "alias", alias, "domains", Json.array(Json.object("name", alias + ".example")))
                .expect(201)
                .header("Location")
                .orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static Http verify(String organization) {
        return Http.get("/api/v1/verify").serviceKey(SERVER.bootstrapServiceKey(), organization);
    }

    @Test
    void whatCannotBeAnOrganizationIsRefused() {
        List<ObjectNode> bad = List.of(
                Json.object("name", "x"),
                Json.object("slug", "x"),
                Json.object("name", 5, "slug", "x"),
                Json.object("name", " ", "slug", "x"),
                Json.object("name", "x", "slug", "-x"),
                Json.object("name", "x", "slug", "x".repeat(65)));
        for (ObjectNode each : bad) {
            assertThat(Http.post("/api/v1/orgs")
                            .header("X-Service-Key", SERVER.bootstrapServiceKey())
                            .json(each)
                            .expect(400)
                            .text("/code"))
                    .as(each.toString())
                    .isEqualTo("VALIDATION_ERROR");
        }
        Answer answer = Http.get("/api/v1/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .expect(405);
        assertThat(answer.text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    @DisplayName("case 20: another organization in the path is forbidden, known or not, whatever the method")
    void anotherOrganizationInThePathIsForbidden() {
        String owner = People.member(acme, "owner").token();
        for (String token : List.of(acme.apiKey(), owner)) {
            for (String path : List.of("", "/workspaces", "/api-keys", "/members", "/mcp/servers", "/nothing")) {
                String foreign = Http.get("/api/v1/orgs/" + other.id() + path)
                        .bearer(token)
                        .expect(403)
                        .body();
                assertThat(Http.get("/api/v1/orgs/nobody" + path)
                                .bearer(token)
                                .expect(403)
                                .body())
                        .isEqualTo(foreign);
            }
            Http.patch("/api/v1/orgs/" + other.slug())
                    .bearer(token)
                    .json("name", "mine")
                    .expect(403);
            Http.delete("/api/v1/orgs/" + other.id()).bearer(token).expect(403);
        }
        Http.get("/api/v1/orgs/" + acme.id())
                .serviceKey(SERVER.bootstrapServiceKey(), other.id())
                .expect(403);
    }

    @Test
    @DisplayName("case 20: X-Org-ID beside an API key is its own organization or a refusal")
    void theHeaderNeverSwitchesTheOrganization() {
        for (String own : List.of(acme.id(), acme.slug())) {
            assertThat(Http.get("/api/v1/workspaces")
                            .bearer(acme.apiKey())
                            .header("X-Org-ID", own)
                            .expect(200)
                            .text("/workspaces/0/orgId"))
                    .isEqualTo(acme.id());
        }
        for (String foreign : List.of(other.id(), other.slug(), "nobody")) {
            Http.get("/api/v1/workspaces")
                    .bearer(acme.apiKey())
                    .header("X-Org-ID", foreign)
                    .expect(403);
        }
        Http.get("/api/v1/workspaces")
                .bearer(acme.apiKey())
                .header("X-Org-ID", acme.id())
                .header("X-Org-ID", acme.id())
                .expect(401);
    }

    @Test
    void anOwnerDeletesTheOrganizationAndAnAdminDoesNot() {
        Organization own = Fixture.organization(SERVER);
        String owner = People.member(own, "owner").token();
        String admin = People.member(own, "admin").token();
        Http.delete("/api/v1/orgs/" + own.id()).bearer(admin).expect(403);
        Http.delete("/api/v1/orgs/" + own.id()).bearer(own.apiKey()).expect(403);
        assertThat(Http.delete("/api/v1/orgs/" + own.slug())
                        .bearer(owner)
                        .expect(200)
                        .body())
                .isEqualTo("{\"deleted\":true,\"id\":\"" + own.id() + "\"}");
        Http.get("/api/v1/orgs/" + own.id()).bearer(owner).expect(403);
        Http.get("/api/v1/verify").bearer(own.apiKey()).expect(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C3%A9", "%27%20OR%201%3D1", "%2e%2e"})
    @DisplayName("case 21: odd names in the path are nobody's, and no fault of ours")
    void oddNamesInThePathAreNobodys(String name) {
        assertThat(Http.get("/api/v1/orgs/" + name + "/workspaces")
                        .bearer(acme.apiKey())
                        .send()
                        .status())
                .isIn(400, 403, 404);
        assertThat(Http.get("/api/v1/orgs/" + name + "/workspaces")
                        .serviceKey(SERVER.bootstrapServiceKey(), acme.id())
                        .send()
                        .status())
                .isIn(400, 403, 404);
        assertThat(Http.get("/api/v1/admin/organizations/" + name)
                        .bearer(SERVER.operatorToken())
                        .send()
                        .status())
                .isIn(400, 404, 405);
    }
}
