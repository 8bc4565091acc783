package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Jwt;
import io.weavz.identity.it.harness.Metrics;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.RawHttp;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What verify answers from memory: the same bytes as a worker, and nothing that has changed meanwhile. */
@Tag("postgres")
class RememberedVerifyIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final String VERIFY = "/api/v1/verify";
    private static Organization acme;
    private static AuthClient owner;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        owner = AuthClient.signedUp();
        owner.organization();
    }

    private static Http key(String method) {
        return Http.method(method, VERIFY).bearer(acme.apiKey());
    }

    private static Stream<Arguments> requests() {
        Map<String, Function<String, Http>> requests = new LinkedHashMap<>();
        requests.put("API key", RememberedVerifyIT::key);
        requests.put(
                "API key at the root",
                method -> Http.method(method, SERVER.rootUrl() + VERIFY).bearer(acme.apiKey()));
        requests.put(
                "API key below a path",
                method -> Http.method(method, VERIFY + "/some/path").bearer(acme.apiKey()));
        requests.put("API key from a page", method -> key(method).header("Origin", "http://localhost:3001"));
        requests.put(
                "API key from a page that is not trusted",
                method -> key(method).header("Origin", "http://evil.example"));
        requests.put(
                "service key by id",
                method -> Http.method(method, VERIFY).serviceKey(SERVER.bootstrapServiceKey(), acme.id()));
        requests.put(
                "service key by slug",
                method -> Http.method(method, VERIFY).serviceKey(SERVER.bootstrapServiceKey(), acme.slug()));
        requests.put(
                "MCP token",
                method -> Http.method(method, VERIFY + "?server=srv_" + acme.mcpServerId())
                        .bearer(acme.mcpToken()));
        requests.put(
                "session cookie",
                method -> Http.method(method, VERIFY)
                        .header("Cookie", owner.sessionCookie())
                        .header("X-Forwarded-Method", "GET"));
        requests.put("unknown key", method -> Http.method(method, VERIFY).bearer(otherKey()));
        requests.put("no credential", method -> Http.method(method, VERIFY));
        requests.put("malformed", method -> Http.method(method, VERIFY).bearer("wvz_x"));
        requests.put("two credentials", method -> key(method).header("X-Service-Key", "x"));
        return requests.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    /** Of the right shape and checksum, and nobody's: a key that was revoked. */
    private static String otherKey() {
        if (revoked == null) {
            revoked = newKey();
            String id = lastId;
            Http.delete("/api/v1/api-keys/" + id).bearer(acme.apiKey()).expect(200);
        }
        return revoked;
    }

    private static String revoked;
    private static String lastId;

    private static String newKey(Object... fields) {
        ObjectNode body = Json.object("name", "x");
        body.setAll(Json.object(fields));
        Answer made =
                Http.post("/api/v1/api-keys").bearer(acme.apiKey()).json(body).expect(201);
        lastId = made.text("/apiKey/id");
        return made.text("/plainKey");
    }

    @Test
    @DisplayName("case 18: a parameter of another case is another parameter, remembered or not")
    void aParameterIsNamedExactly() {
        String verify = "/api/v1/verify?server=" + acme.mcpServerId();
        warm(() -> Http.get(verify).bearer(acme.mcpToken()));
        int byWorker = Http.post("/api/v1/verify?Server=" + acme.mcpServerId())
                .bearer(acme.mcpToken())
                .send()
                .status();
        assertThat(byWorker).isGreaterThanOrEqualTo(400);
        Http.get("/api/v1/verify?Server=" + acme.mcpServerId())
                .bearer(acme.mcpToken())
                .expect(byWorker);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void theEventLoopAnswersTheSameBytesAsAWorker(String name, Function<String, Http> request) {
        Answer[] last = new Answer[1];
        People.await(() -> {
            double before = answers("event_loop");
            last[0] = request.apply("GET").send();
            return !Weavz.isFast() || answers("event_loop") > before;
        });
        Answer remembered = last[0];
        double workers = answers("worker");
        Answer worked = request.apply("POST").send();
        assertThat(answers("worker")).isEqualTo(workers + 1);

        assertThat(remembered.status()).isEqualTo(worked.status());
        assertThat(remembered.body()).isEqualTo(worked.body());
        assertThat(new TreeMap<>(remembered.headers())).isEqualTo(new TreeMap<>(worked.headers()));
    }

    /** Decisions at verify so far, by who answered. */
    private static double answers(String by) {
        return Metrics.verified(SERVER, "by=\"" + by + "\"");
    }

    private static void warm(Supplier<Http> request) {
        for (int i = 0; i < 3; i++) {
            request.get().expect(200);
        }
        People.await(() -> {
            double before = answers("event_loop");
            request.get().expect(200);
            return !Weavz.isFast() || answers("event_loop") > before;
        });
    }

    @Test
    @DisplayName("case 30: on the node that revokes, the next request is refused")
    void whatChangesCountsAtOnce() {
        String key = newKey();
        String id = lastId;
        Supplier<Http> use = () -> Http.get(VERIFY).bearer(key);
        warm(use);
        Http.patch("/api/v1/api-keys/" + id)
                .bearer(acme.apiKey())
                .json("enabled", false)
                .expect(200);
        use.get().expect(401);
        Http.patch("/api/v1/api-keys/" + id)
                .bearer(acme.apiKey())
                .json("enabled", true)
                .expect(200);
        warm(use);
        Http.post("/api/v1/api-keys/" + id + "/regenerate")
                .bearer(acme.apiKey())
                .expect(200);
        use.get().expect(401);
    }

    @Test
    void anOrganizationsPlanNameAndStateCountAtOnce() {
        Organization own = Fixture.organization(SERVER);
        Supplier<Http> use = () -> Http.get(VERIFY).bearer(own.apiKey());
        warm(use);
        set(own, "plan", "pro");
        assertThat(use.get().expect(200).header("X-Weavz-Plan")).hasValue("pro");
        warm(use);
        String slug = Fixture.uniqueSlug("renamed");
        Http.patch("/api/v1/orgs/" + own.id())
                .bearer(own.apiKey())
                .json("slug", slug)
                .expect(200);
        assertThat(use.get().expect(200).header("X-Weavz-Org-Slug")).hasValue(slug);
        warm(use);
        set(own, "enabled", false);
        use.get().expect(403);
    }

    private static void set(Organization own, String field, Object value) {
        Http.patch("/api/v1/admin/organizations/" + own.id())
                .bearer(SERVER.operatorToken())
                .json(field, value)
                .expect(200);
    }

    @Test
    void whatKeycloaksOwnConsoleChangesCountsAtOnce() {
        Organization own = Fixture.organization(SERVER);
        Supplier<Http> use = () -> Http.get(VERIFY).bearer(own.apiKey());
        warm(use);
        Answer model = People.admin("GET", "/organizations/" + own.id()).expect(200);
        People.admin("PUT", "/organizations/" + own.id())
                .json(Json.object("enabled", false, "name", model.text("/name"), "alias", model.text("/alias")))
                .expect(204);
        use.get().expect(403);
        People.admin("DELETE", "/organizations/" + own.id()).expect(204);
        use.get().expect(401);
    }

    @Test
    @DisplayName("case 36: sessions from before the realm's not-before are refused, though they are remembered")
    void aNotBeforeOfTheRealmCountsAtOnce() {
        AuthClient person = AuthClient.signedUp();
        person.organization();
        Supplier<Http> use = () -> person.request("GET", VERIFY).header("X-Forwarded-Method", "GET");
        warm(use);
        notBefore(Instant.now().getEpochSecond() + 1);
        try {
            use.get().expect(401);
        } finally {
            notBefore(0);
        }
        use.get().expect(200);
    }

    private static void notBefore(long seconds) {
        People.admin("PUT", "").json("notBefore", seconds).expect(204);
    }

    @Test
    void whatHangsOnAWorkspaceCountsAtOnce() {
        Organization own = Fixture.organization(SERVER);
        String externalId = "u-" + own.slug();
        String endUser = Http.post("/api/v1/end-users")
                .bearer(own.apiKey())
                .json("workspaceId", own.workspaceId(), "externalId", externalId)
                .expect(201)
                .text("/endUser/id");
        String token = Http.post("/api/v1/mcp/servers/" + own.mcpServerId() + "/access-tokens")
                .bearer(own.apiKey())
                .json("endUserId", endUser)
                .expect(201)
                .text("/bearerToken");
        Supplier<Http> use =
                () -> Http.get(VERIFY + "?server=srv_" + own.mcpServerId()).bearer(token);
        warm(use);
        Http.patch("/api/v1/end-users/" + endUser)
                .bearer(own.apiKey())
                .json("enabled", false)
                .expect(200);
        use.get().expect(403);
        Http.patch("/api/v1/end-users/" + endUser)
                .bearer(own.apiKey())
                .json("enabled", true)
                .expect(200);
        warm(use);
        Http.patch("/api/v1/workspaces/" + own.workspaceId())
                .bearer(own.apiKey())
                .json("suspended", true)
                .expect(200);
        use.get().expect(403);
        Http.patch("/api/v1/workspaces/" + own.workspaceId())
                .bearer(own.apiKey())
                .json("suspended", false)
                .expect(200);
        warm(use);
        Http.delete("/api/v1/mcp/servers/" + own.mcpServerId())
                .bearer(own.apiKey())
                .expect(200);
        use.get().expect(401);
    }

    @Test
    void anOrganizationThatWasJustRefusedIsFoundOnceItIsMade() {
        String slug = Fixture.uniqueSlug("later");
        Supplier<Http> use = () -> Http.get(VERIFY).serviceKey(SERVER.bootstrapServiceKey(), slug);
        use.get().expect(403);
        use.get().expect(403);
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", slug, "slug", slug)
                .expect(201);
        use.get().expect(200);
    }

    @Test
    @DisplayName("case 31: a remembered key ends at its instant")
    void aRememberedKeyExpires() {
        Instant end = Instant.now().plusSeconds(5);
        String key = newKey("expiresAt", end.toString());
        warm(() -> Http.get(VERIFY).bearer(key));
        Instant lastGood = Instant.now();
        while (true) {
            Instant sent = Instant.now();
            if (Http.get(VERIFY).bearer(key).send().status() != 200) {
                break;
            }
            lastGood = sent;
        }
        assertThat(lastGood).isBefore(end);
        Http.get(VERIFY).bearer(key).expect(401);
    }

    @Test
    @DisplayName("case 35: a remembered secret that was replaced ends with its overlap")
    void anOverlapEndsAtItsInstant() {
        String first = newKey();
        Answer rotated = Http.post("/api/v1/api-keys/" + lastId + "/regenerate")
                .bearer(acme.apiKey())
                .json("overlapSeconds", 4)
                .expect(200);
        Instant latest = Instant.now().plusSeconds(4);
        warm(() -> Http.get(VERIFY).bearer(first));
        Instant lastGood = Instant.now();
        while (true) {
            Instant sent = Instant.now();
            if (Http.get(VERIFY).bearer(first).send().status() != 200) {
                break;
            }
            lastGood = sent;
        }
        assertThat(lastGood).isBefore(latest);
        Http.get(VERIFY).bearer(rotated.text("/plainKey")).expect(200);
    }

    @Test
    @DisplayName("case 39: a remembered token is one credential's, for one organization")
    void aMintedTokenIsRememberedForHalfItsLife() {
        Organization own = Fixture.organization(SERVER);
        String[] seen = {""};
        People.await(() -> {
            String before = seen[0];
            seen[0] = jwt(Http.get(VERIFY + "?token=jwt").bearer(own.apiKey()));
            return seen[0].equals(before);
        });
        String token = seen[0];
        assertThat(jwt(Http.get(VERIFY + "?token=jwt").serviceKey(SERVER.bootstrapServiceKey(), own.id())))
                .isNotEqualTo(jwt(Http.get(VERIFY + "?token=jwt").serviceKey(SERVER.bootstrapServiceKey(), acme.id())))
                .isNotEqualTo(token);
        assertThat(Jwt.verified(token).path("exp").asLong())
                .isGreaterThan(Instant.now().getEpochSecond() + 20);
        set(own, "plan", "pro");
        String after = jwt(Http.get(VERIFY + "?token=jwt").bearer(own.apiKey()));
        assertThat(Jwt.verified(after).path("plan").asText()).isEqualTo("pro");
    }

    private static String jwt(Http request) {
        return request.expect(200).header("Authorization").orElseThrow().substring("Bearer ".length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/weavz/api/v1/x/../verify",
                "/realms/weavz/api/v1/%76erify",
                "/realms/%77eavz/api/v1/verify",
                "/realms/weavz/api/v1/verify/mcp/srv_%61",
                "/realms/weavz/api/v1/verify/mcp/srv_a;b=c",
                "/realms/weavz/api/v1/verify//mcp/srv_a",
                "/realms/weavz/api/v1/verify/..",
                "/realms/weavz/api/v1/verify?x=y;server=srv_a",
                "/realms/weavz/api/v1/verify?x=100%",
                "/realms/weavz/api/v1/verify?x=%zz",
                "/realms/weavz//api/v1/verify",
                "/realms//api/v1/verify"
            })
    @DisplayName("case 18: what is not written plainly is never answered from memory, and never a fault")
    void aDetourIsNotAnsweredFromMemory(String path) {
        key("GET").expect(200);
        double before = answers("event_loop");
        assertThat(RawHttp.get(path, "Authorization: Bearer " + acme.apiKey()).status())
                .isLessThan(500);
        assertThat(answers("event_loop")).isEqualTo(before);
    }
}
