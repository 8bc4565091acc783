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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Service keys, contract section 8 and ruling 7: who issues them, how far they reach, how they end. */
@Tag("postgres")
class ServiceKeysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Http operator(String method, String path) {
        return Http.method(method, "/api/v1/service-keys" + path).bearer(SERVER.operatorToken());
    }

    private static ObjectNode body(Object organizations, Instant expiresAt) {
        return Json.object("name", "backend", "organizations", organizations, "expiresAt", expiresAt.toString());
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS);
    }

    private static Answer create(Object organizations) {
        return operator("POST", "").json(body(organizations, inDays(30))).expect(201);
    }

    private static int use(String serviceKey, String organization) {
        return Http.get("/api/v1/verify")
                .serviceKey(serviceKey, organization)
                .send()
                .status();
    }

    @Test
    void aServiceKeyIsShownOnceAndNeverAgain() {
        Answer made = create(Json.array(acme.slug()));
        String key = made.text("/plainKey");
        String id = made.text("/serviceKey/id");

        assertThat(key).matches("wsk_[0-9A-Za-z]{38}");
        assertThat(made.text("/serviceKey/keyPrefix")).isEqualTo(key.substring(0, 8));
        assertThat(made.json().at("/serviceKey/organizations")).isEqualTo(Json.array(acme.id()));
        assertThat(made.json().at("/serviceKey/lastUsedAt").isNull()).isTrue();
        assertThat(operator("GET", "/" + id).expect(200).body()).contains(id).doesNotContain(key);
        assertThat(operator("GET", "").expect(200).body()).contains(id).doesNotContain(key);
        assertThat(create("any").text("/serviceKey/organizations")).isEqualTo("any");
    }

    @Test
    @DisplayName("case 22: no key and no owner of an organization issues or sees service keys")
    void onlyAdministratorsIssueThem() {
        String id = create("any").text("/serviceKey/id");
        Http.get("/api/v1/service-keys").expect(401);
        for (String token : List.of(acme.apiKey(), People.member(acme, "owner").token())) {
            for (String path : List.of("", "/" + id, "/" + UUID.randomUUID())) {
                Http.get("/api/v1/service-keys" + path).bearer(token).expect(403);
            }
            Http.post("/api/v1/service-keys")
                    .bearer(token)
                    .json(body("any", inDays(1)))
                    .expect(403);
            Http.delete("/api/v1/service-keys/" + id).bearer(token).expect(403);
        }
        for (String key : List.of(SERVER.bootstrapServiceKey(), create("any").text("/plainKey"))) {
            Http.post("/api/v1/service-keys")
                    .header("X-Service-Key", key)
                    .json(body("any", inDays(1)))
                    .expect(403);
            Http.post("/api/v1/service-keys/" + id + "/regenerate")
                    .header("X-Service-Key", key)
                    .expect(403);
        }
    }

    @Test
    void whatCannotBeIssuedIsRefused() {
        List<ObjectNode> bad = List.of(
                Json.object("name", "x", "organizations", "any"),
                body("any", Instant.now().minusSeconds(1)),
                body("any", inDays(400)),
                body("some", inDays(1)),
                body(Json.array(), inDays(1)),
                body(Json.array("nobody"), inDays(1)),
                body(5, inDays(1)),
                Json.object("name", "x", "expiresAt", inDays(1).toString()));
        for (ObjectNode each : bad) {
            assertThat(operator("POST", "").json(each).expect(400).text("/code"))
                    .as(each.toString())
                    .isEqualTo("VALIDATION_ERROR");
        }
        operator("POST", "").body("text/plain", "x").expect(415);
        assertThat(operator("PUT", "").expect(405).text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
        String missing = operator("GET", "/" + UUID.randomUUID()).expect(404).body();
        assertThat(operator("GET", "/no-uuid").expect(404).body()).isEqualTo(missing);
        assertThat(operator("GET", "/" + acme.apiKeyId()).expect(404).body())
                .as("an API key is no service key")
                .isEqualTo(missing);
        operator("DELETE", "/" + acme.apiKeyId()).expect(404);
        Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(200);
    }

    @Test
    void aServiceKeyStaysInItsOrganizations() {
        String key = create(Json.array(acme.id())).text("/plainKey");
        assertThat(List.of(use(key, acme.id()), use(key, acme.slug()), use(key, other.id()), use(key, "nobody")))
                .containsExactly(200, 200, 403, 403);
        Http.post("/api/v1/api-keys")
                .serviceKey(key, acme.id())
                .json("name", "x")
                .expect(201);
        Http.post("/api/v1/api-keys")
                .serviceKey(key, other.id())
                .json("name", "x")
                .expect(403);
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", key)
                .json("name", "x", "slug", Fixture.uniqueSlug("x"))
                .expect(403);
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", create("any").text("/plainKey"))
                .json("name", "x", "slug", Fixture.uniqueSlug("x"))
                .expect(201);
    }

    @Test
    @DisplayName("case 5: a service key is no bearer token and an API key no service key")
    void aServiceKeyHasItsOwnHeader() {
        String key = create(Json.array(acme.id())).text("/plainKey");
        Http.get("/api/v1/verify").bearer(key).expect(401);
        Http.get("/api/v1/verify").bearer(key).header("X-Org-ID", acme.id()).expect(401);
        assertThat(use(acme.apiKey(), acme.id())).isEqualTo(401);
        Http.get("/api/v1/verify").header("X-Service-Key", key).expect(401);
    }

    @Test
    void aServiceKeyIsDisabledRenamedAndRevoked() {
        Answer made = create(Json.array(acme.id()));
        String key = made.text("/plainKey");
        String path = "/" + made.text("/serviceKey/id");

        assertThat(operator("PATCH", path).json("name", "renamed").expect(200).text("/serviceKey/name"))
                .isEqualTo("renamed");
        operator("PATCH", path).json("enabled", false).expect(200);
        assertThat(use(key, acme.id())).isEqualTo(401);
        operator("PATCH", path).json("enabled", true).expect(200);
        assertThat(use(key, acme.id())).isEqualTo(200);
        assertThat(operator("GET", path).expect(200).text("/serviceKey/lastUsedAt"))
                .isNotEmpty();
        for (Object expiresAt : new Object[] {null, "2001-01-01T00:00:00Z", "never"}) {
            operator("PATCH", path).json("expiresAt", expiresAt).expect(400);
        }
        assertThat(operator("PATCH", path).json().expect(400).text("/code")).isEqualTo("NO_UPDATES");
        assertThat(operator("DELETE", path).expect(200).text("/deleted")).isEqualTo("true");
        assertThat(use(key, acme.id())).isEqualTo(401);
        operator("DELETE", path).expect(404);
    }

    @Test
    @DisplayName("a service key cannot reach for organizations that it was not issued for")
    void theOrganizationsOfAKeyDoNotChange() {
        Answer made = create(Json.array(acme.id()));
        operator("PATCH", "/" + made.text("/serviceKey/id"))
                .json("organizations", "any")
                .expect(400);
        assertThat(use(made.text("/plainKey"), other.id())).isEqualTo(403);
    }

    @Test
    void regeneratingRotates() {
        Answer made = create(Json.array(acme.id()));
        String first = made.text("/plainKey");
        String regenerate = "/" + made.text("/serviceKey/id") + "/regenerate";

        String second = operator("POST", regenerate).expect(200).text("/plainKey");
        assertThat(List.of(use(first, acme.id()), use(second, acme.id()))).containsExactly(401, 200);
        String third = operator("POST", regenerate)
                .json("overlapSeconds", 600)
                .expect(200)
                .text("/plainKey");
        assertThat(List.of(use(second, acme.id()), use(third, acme.id()), use(third, other.id())))
                .containsExactly(200, 200, 403);
        operator("POST", regenerate).json("overlapSeconds", 31 * 24 * 3600).expect(400);
    }

    @Test
    void aServiceKeyExpires() {
        String key = operator("POST", "")
                .json(body(Json.array(acme.id()), Instant.now().plusSeconds(2)))
                .expect(201)
                .text("/plainKey");
        assertThat(use(key, acme.id())).isEqualTo(200);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (use(key, acme.id()) == 200 && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(use(key, acme.id())).isEqualTo(401);
    }

    @Test
    @DisplayName("case 24: an organization made anew under the same slug is none of the key's")
    void aNewOrganizationOfTheSameSlugIsAnother() {
        Organization doomed = Fixture.organization(SERVER);
        String key = create(Json.array(doomed.slug())).text("/plainKey");
        Http.delete("/api/v1/orgs/" + doomed.id())
                .serviceKey(SERVER.bootstrapServiceKey(), doomed.id())
                .expect(200);
        assertThat(use(key, doomed.slug())).isEqualTo(403);
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", "Again", "slug", doomed.slug())
                .expect(201);
        assertThat(use(key, doomed.slug())).isEqualTo(403);
    }
}
