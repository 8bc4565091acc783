package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Organizations, their members, and the service keys that act for them: contract sections 4, 5 and 8. */
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

    private static int use(String serviceKey, String organization) {
        return Http.get("/api/v1/verify")
                .serviceKey(serviceKey, organization)
                .send()
                .status();
    }

    private static void admin(Organization organization, Object... change) {
        operator("PATCH", "/admin/organizations/" + organization.id())
                .json(change)
                .expect(200);
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
    @DisplayName("case 24: a disabled organization stands for nothing")
    void aDisabledOrganizationStandsForNothing() {
        Organization own = Fixture.organization(SERVER);
        admin(own, "enabled", false);
        Http.get("/api/v1/verify").bearer(own.apiKey()).expect(403);
        Http.get("/api/v1/workspaces").bearer(own.apiKey()).expect(403);
        Http.get("/api/v1/verify?server=" + own.mcpServerId())
                .bearer(own.mcpToken())
                .expect(403);
        assertThat(use(SERVER.bootstrapServiceKey(), own.id())).isEqualTo(403);
        assertThat(Clients.introspect(own.apiKey()).body()).isEqualTo("{\"active\":false}");
        admin(own, "enabled", true);
        Http.get("/api/v1/verify").bearer(own.apiKey()).expect(200);
    }

    @Test
    void keycloaksOwnSwitchCountsToo() {
        Organization own = Fixture.organization(SERVER);
        Answer model = People.admin("GET", "/organizations/" + own.id()).expect(200);
        People.admin("PUT", "/organizations/" + own.id())
                .json(Json.object("enabled", false, "name", model.text("/name"), "alias", model.text("/alias")))
                .expect(204);
        Http.get("/api/v1/verify").bearer(own.apiKey()).expect(403);
    }

    @Test
    @DisplayName("case 21: only an Enterprise organization is acted for, and the refusals look alike")
    void onlyAnEnterpriseOrganizationIsActedFor() {
        Organization own = Fixture.organization(SERVER);
        admin(own, "plan", "pro");
        Answer notEnterprise = Http.get("/api/v1/workspaces")
                .serviceKey(SERVER.bootstrapServiceKey(), own.id())
                .expect(403);
        Answer unknown = Http.get("/api/v1/workspaces")
                .serviceKey(SERVER.bootstrapServiceKey(), "nobody")
                .expect(403);
        assertThat(notEnterprise.body()).isEqualTo(unknown.body());
        Http.get("/api/v1/workspaces").bearer(own.apiKey()).expect(200);
    }

    @Test
    void planAndStateAreForAdministratorsAndServiceKeys() {
        String path = "/api/v1/admin/organizations/" + acme.id();
        Http.get(path).expect(401);
        Http.get(path).bearer(acme.apiKey()).expect(403);
        Http.patch(path).bearer(acme.apiKey()).json("plan", "free").expect(403);
        Http.get(path).bearer(People.member(acme, "owner").token()).expect(403);
        Http.get(path).header("X-Service-Key", SERVER.bootstrapServiceKey()).expect(200);
        String limited = serviceKey(Json.array(acme.slug())).text("/plainKey");
        Http.get(path).header("X-Service-Key", limited).expect(200);
        Http.get("/api/v1/admin/organizations/" + other.id())
                .header("X-Service-Key", limited)
                .expect(403);
        Http.get("/api/v1/admin/organizations").header("X-Service-Key", limited).expect(403);
        operator("PATCH", "/admin/organizations/" + acme.id())
                .json("plan", "gold")
                .expect(400);
        operator("PATCH", "/admin/organizations/" + acme.id()).json().expect(400);
        operator("GET", "/admin/organizations/nobody").expect(404);
        assertThat(operator("GET", "/admin/organizations?slug=" + acme.slug())
                        .expect(200)
                        .text("/organizations/0/id"))
                .isEqualTo(acme.id());
    }

    @Test
    @DisplayName("case 22: service keys are issued to administrators only, always end, and stay in their list")
    void serviceKeysAreForAdministrators() {
        Http.get("/api/v1/service-keys").expect(401);
        for (String key : List.of(acme.apiKey(), People.member(acme, "owner").token())) {
            Http.get("/api/v1/service-keys").bearer(key).expect(403);
        }
        Http.post("/api/v1/service-keys")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", "x", "organizations", "any")
                .expect(403);
        operator("POST", "/service-keys")
                .json("name", "x", "organizations", "any")
                .expect(400);
        operator("POST", "/service-keys")
                .json("name", "x", "organizations", "some", "expiresAt", "2099-01-01T00:00:00Z")
                .expect(400);

        Answer made = serviceKey(Json.array(acme.slug()));
        String key = made.text("/plainKey");
        assertThat(key).matches("wsk_[0-9A-Za-z]{38}");
        assertThat(List.of(use(key, acme.id()), use(key, other.id()))).containsExactly(200, 403);
        String id = made.text("/serviceKey/id");
        String fresh = operator("POST", "/service-keys/" + id + "/regenerate")
                .expect(200)
                .text("/plainKey");
        assertThat(List.of(use(key, acme.id()), use(fresh, acme.id()))).containsExactly(401, 200);
        operator("PATCH", "/service-keys/" + id).json("enabled", false).expect(200);
        assertThat(use(fresh, acme.id())).isEqualTo(401);
        operator("DELETE", "/service-keys/" + id).expect(200);
        operator("GET", "/service-keys/" + id).expect(404);
        assertThat(operator("GET", "/service-keys").expect(200).body())
                .doesNotContain(fresh)
                .doesNotContain(id);
    }

    @Test
    void aServiceKeyMintsKeysInsideItsOrganizations() {
        String key = serviceKey(Json.array(acme.id())).text("/plainKey");
        Http.post("/api/v1/api-keys")
                .serviceKey(key, acme.id())
                .json("name", "x")
                .expect(201);
        Http.post("/api/v1/api-keys")
                .serviceKey(key, other.id())
                .json("name", "x")
                .expect(403);
    }

    @Test
    void ownersAndAdminsManageAndMembersDoNot() {
        for (String role : List.of("owner", "admin")) {
            Http.get("/api/v1/workspaces")
                    .bearer(People.member(acme, role).token())
                    .expect(200);
        }
        People.Person member = People.member(acme, "MEMBER");
        Http.get("/api/v1/workspaces").bearer(member.token()).expect(403);
        assertThat(Http.get("/api/v1/verify").bearer(member.token()).expect(200).header("X-Weavz-Auth-Method"))
                .hasValue("session");
        Answer stranger =
                Http.get("/api/v1/workspaces").bearer(People.create().token()).expect(403);
        assertThat(stranger.text("/code")).isEqualTo("NOT_MEMBER");
    }

    @Test
    void membersAreAddedPromotedAndRemoved() {
        Organization own = Fixture.organization(SERVER);
        People.Person owner = People.member(own, "owner");
        People.Person admin = People.member(own, "admin");
        String members = "/api/v1/members";

        assertThat(Http.get(members).bearer(owner.token()).expect(200).text("/total"))
                .isEqualTo("2");
        Http.post(members).bearer(owner.token()).json("userId", admin.id()).expect(409);
        Http.post(members).bearer(owner.token()).json("userId", "nobody").expect(404);
        Http.post(members)
                .bearer(admin.token())
                .json("userId", People.create().id(), "role", "owner")
                .expect(403);
        Http.patch(members + "/" + admin.id())
                .bearer(admin.token())
                .json("role", "owner")
                .expect(403);
        assertThat(Http.patch(members + "/" + owner.id())
                        .bearer(owner.token())
                        .json("role", "member")
                        .expect(409)
                        .text("/code"))
                .isEqualTo("LAST_OWNER");
        assertThat(Http.patch(members + "/" + admin.id())
                        .bearer(owner.token())
                        .json("role", "OWNER")
                        .expect(200)
                        .text("/member/role"))
                .isEqualTo("owner");
        Http.delete(members + "/" + owner.id()).bearer(admin.token()).expect(200);
        Http.get("/api/v1/workspaces").bearer(owner.token()).expect(403);
        Http.delete(members + "/" + owner.id()).bearer(admin.token()).expect(404);
    }

    @Test
    @DisplayName("case 25: a disabled person's session stops at once")
    void aDisabledPersonsSessionStops() {
        People.Person owner = People.member(acme, "owner");
        String token = owner.token();
        Http.get("/api/v1/workspaces").bearer(token).expect(200);
        People.admin("PUT", "/users/" + owner.id()).json("enabled", false).expect(204);
        Http.get("/api/v1/workspaces").bearer(token).expect(401);
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
}
