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
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plan and state of organizations, which only the platform sets (ruling 7), and what they do to every method. */
@Tag("postgres")
class AdminOrganizationsIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final String ADMIN = "/api/v1/admin/organizations";
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Http operator(String method, String path) {
        return Http.method(method, ADMIN + path).bearer(SERVER.operatorToken());
    }

    private static Answer set(Organization organization, Object... change) {
        return operator("PATCH", "/" + organization.id()).json(change).expect(200);
    }

    private static Http withServiceKey(String organization) {
        return Http.get("/api/v1/workspaces").serviceKey(SERVER.bootstrapServiceKey(), organization);
    }

    private static String limitedServiceKey() {
        return Http.post("/api/v1/service-keys")
                .bearer(SERVER.operatorToken())
                .json(
                        "name",
                        "limited",
                        "organizations",
                        Json.array(acme.id()),
                        "expiresAt",
                        Instant.now().plusSeconds(3600).toString())
                .expect(201)
                .text("/plainKey");
    }

    @Test
    void anOperatorReadsAndSetsPlanAndState() {
        Organization own = Fixture.organization(SERVER);
        Answer read = operator("GET", "/" + own.slug()).expect(200);
        assertThat(read.text("/organization/id")).isEqualTo(own.id());
        assertThat(read.text("/organization/plan")).isEqualTo("enterprise");
        assertThat(read.text("/organization/enabled")).isEqualTo("true");

        assertThat(set(own, "plan", "PRO").text("/organization/plan")).isEqualTo("pro");
        assertThat(set(own, "enabled", false).text("/organization/enabled")).isEqualTo("false");
        assertThat(operator("GET", "/" + own.id()).expect(200).text("/organization/plan"))
                .isEqualTo("pro");
    }

    @Test
    void aServiceKeySetsThemToo() {
        Organization own = Fixture.organization(SERVER);
        assertThat(Http.patch(ADMIN + "/" + own.id())
                        .header("X-Service-Key", SERVER.bootstrapServiceKey())
                        .json("plan", "free")
                        .expect(200)
                        .text("/organization/plan"))
                .isEqualTo("free");
    }

    @Test
    void nobodyElseMay() {
        String path = ADMIN + "/" + acme.id();
        String owner = People.member(acme, "owner").token();
        Http.get(path).expect(401);
        for (String token : List.of(acme.apiKey(), owner)) {
            Answer refused = Http.get(path).bearer(token).expect(403);
            assertThat(refused.header("WWW-Authenticate")).isPresent();
            Http.patch(path).bearer(token).json("plan", "free").expect(403);
            Http.get(ADMIN).bearer(token).expect(403);
            // Whether the organization exists is nobody's business either.
            assertThat(Http.get(ADMIN + "/nobody").bearer(token).expect(403).body())
                    .isEqualTo(refused.body());
        }
        Http.get(path).bearer(acme.mcpToken()).expect(401);
    }

    @Test
    void aLimitedServiceKeyHasItsOwnOrganizationsOnly() {
        String limited = limitedServiceKey();
        Http.get(ADMIN + "/" + acme.slug()).header("X-Service-Key", limited).expect(200);
        Answer foreign = Http.get(ADMIN + "/" + other.id())
                .header("X-Service-Key", limited)
                .expect(403);
        assertThat(Http.get(ADMIN + "/nobody")
                        .header("X-Service-Key", limited)
                        .expect(403)
                        .body())
                .isEqualTo(foreign.body());
        Http.get(ADMIN).header("X-Service-Key", limited).expect(403);
    }

    @Test
    void whatCannotBeSetIsRefused() {
        String path = "/" + acme.id();
        assertThat(operator("PATCH", path).json("plan", "gold").expect(400).text("/details/field"))
                .isEqualTo("plan");
        assertThat(operator("PATCH", path).json("enabled", "no").expect(400).text("/details/field"))
                .isEqualTo("enabled");
        assertThat(operator("PATCH", path).json("name", "x").expect(400).text("/code"))
                .isEqualTo("NO_UPDATES");
        operator("PATCH", path).body("text/plain", "x").expect(415);
        operator("GET", "/nobody").expect(404);
        operator("PATCH", "/nobody").json("plan", "free").expect(404);
        assertThat(operator("DELETE", path).expect(405).text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void theListIsPagedAndSearchedBySlug() {
        Answer page = operator("GET", "?limit=1").expect(200);
        assertThat(page.json().path("organizations")).hasSize(1);
        assertThat(page.json().path("total").asInt()).isGreaterThanOrEqualTo(2);
        Answer one = operator("GET", "?slug=" + acme.slug()).expect(200);
        assertThat(one.text("/total")).isEqualTo("1");
        assertThat(one.text("/organizations/0/id")).isEqualTo(acme.id());
        assertThat(operator("GET", "?slug=nobody").expect(200).text("/total")).isEqualTo("0");
        operator("GET", "?limit=none").expect(400);
    }

    @Test
    @DisplayName("case 24: a disabled organization stands for nothing")
    void aDisabledOrganizationStandsForNothing() {
        Organization own = Fixture.organization(SERVER);
        String owner = People.member(own, "owner").token();
        set(own, "enabled", false);
        Http.get("/api/v1/verify").bearer(own.apiKey()).expect(403);
        Http.get("/api/v1/workspaces").bearer(own.apiKey()).expect(403);
        Http.get("/api/v1/verify?server=" + own.mcpServerId())
                .bearer(own.mcpToken())
                .expect(403);
        Http.get("/api/v1/workspaces").bearer(owner).expect(403);
        withServiceKey(own.id()).expect(403);
        assertThat(Clients.introspect(own.apiKey()).body()).isEqualTo("{\"active\":false}");
        set(own, "enabled", true);
        Http.get("/api/v1/verify").bearer(own.apiKey()).expect(200);
        Http.get("/api/v1/workspaces").bearer(owner).expect(200);
    }

    @Test
    @DisplayName("case 24: a disabled organization is switched on again by the platform, not by itself")
    void aDisabledOrganizationDoesNotSwitchItselfOn() {
        Organization own = Fixture.organization(SERVER);
        set(own, "enabled", false);
        Http.patch("/api/v1/orgs/" + own.id())
                .bearer(own.apiKey())
                .json("enabled", true)
                .expect(403);
        Http.patch(ADMIN + "/" + own.id())
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("enabled", true)
                .expect(200);
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
        withServiceKey(own.id()).expect(200);
        withServiceKey(own.slug()).expect(200);
        for (String plan : List.of("free", "pro")) {
            set(own, "plan", plan);
            Answer notEnterprise = withServiceKey(own.id()).expect(403);
            assertThat(notEnterprise.body())
                    .isEqualTo(withServiceKey("nobody").expect(403).body());
        }
        Http.get("/api/v1/workspaces").bearer(own.apiKey()).expect(200);
        Http.get("/api/v1/workspaces")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .expect(401);
    }

    @Test
    void aChangedPlanDoesNotKeepKeycloaksOwnSwitch() {
        Organization own = Fixture.organization(Weavz.server());
        Answer model = People.admin("GET", "/organizations/" + own.id()).expect(200);
        for (boolean enabled : new boolean[] {false, true}) {
            People.admin("PUT", "/organizations/" + own.id())
                    .json("enabled", enabled, "name", model.text("/name"), "alias", model.text("/alias"))
                    .expect(204);
            Http.patch("/api/v1/admin/organizations/" + own.id())
                    .bearer(Weavz.server().operatorToken())
                    .json("plan", "pro")
                    .expect(200);
            Http.get("/api/v1/verify").bearer(own.apiKey()).expect(enabled ? 200 : 403);
        }
    }
}
