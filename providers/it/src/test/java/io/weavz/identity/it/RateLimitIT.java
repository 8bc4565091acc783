package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Limits of organizations and of keys, in a realm that has them switched on. */
@Tag("postgres")
class RateLimitIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final int ENTERPRISE = 60_000;
    private static String api;

    @BeforeAll
    static void aRealmWithLimits() {
        api = SERVER.rootUrl() + "/realms/" + Fixture.limitedRealm(SERVER) + "/api/v1";
    }

    private static String organization() {
        String slug = Fixture.uniqueSlug("limited");
        return Http.post(api + "/orgs")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("name", slug, "slug", slug)
                .expect(201)
                .text("/org/id");
    }

    private static Answer newKey(String organization, ObjectNode limit) {
        return Http.post(api + "/api-keys")
                .serviceKey(SERVER.bootstrapServiceKey(), organization)
                .json(Json.object("name", "key").<ObjectNode>setAll(limit))
                .expect(201);
    }

    private static String key(String organization) {
        return newKey(organization, Json.object()).text("/plainKey");
    }

    private static String key(String organization, int rateLimit) {
        return newKey(organization, Json.object("rateLimit", rateLimit)).text("/plainKey");
    }

    private static Answer verify(String key) {
        return Http.get(api + "/verify").bearer(key).send();
    }

    private static long number(Answer answer, String header) {
        return Long.parseLong(answer.header(header).orElseThrow(() -> new AssertionError(header + " of " + answer)));
    }

    private static void leaves(Answer answer, long remaining, long limit) {
        assertThat(number(answer, "X-RateLimit-Limit")).isEqualTo(limit);
        assertThat(number(answer, "X-RateLimit-Remaining")).isEqualTo(remaining);
        assertThat(number(answer, "X-RateLimit-Reset") - Instant.now().getEpochSecond())
                .isBetween(0L, 61L);
    }

    private static void isTooMany(Answer answer, long limit, long longestWait) {
        answer.expect(429);
        leaves(answer, 0, limit);
        assertThat(number(answer, "Retry-After")).isBetween(1L, longestWait);
        assertThat(answer.text("/error")).isEqualTo("RATE_LIMITED");
        assertThat(answer.text("/code")).isEqualTo("RATE_LIMITED");
        assertThat(answer.json()).hasSize(3);
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.header("WWW-Authenticate")).isEmpty();
        assertThat(answer.header("X-Weavz-Org-Id")).isEmpty();
    }

    /**
     * Answers to many requests at once.
     *
     * @param took no less than the time from the first to the last decision
     */
    private record Burst(List<Answer> answers, Duration took) {
        static Burst of(int requests, Callable<Answer> request) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(32);
            try {
                long begun = System.nanoTime();
                List<Answer> answers = new ArrayList<>();
                for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(requests, request))) {
                    answers.add(answer.get());
                }
                return new Burst(answers, Duration.ofNanos(System.nanoTime() - begun));
            } finally {
                threads.shutdownNow();
            }
        }

        List<Answer> with(int status) {
            return answers.stream().filter(answer -> answer.status() == status).toList();
        }

        /** All of the limit, and what came back of it while the requests went on. */
        void letsThroughExactly(int limit) {
            long cameBack = took.toNanos() / (Duration.ofMinutes(1).toNanos() / limit);
            assertThat(with(200)).hasSizeBetween(limit, (int) (limit + cameBack));
            assertThat(with(429)).hasSize(answers.size() - with(200).size());
        }
    }

    @Test
    @DisplayName("case 54: a key's own limit is exact when many ask at once")
    void aKeysOwnLimitIsExact() throws Exception {
        String key = key(organization(), 50);

        Burst burst = Burst.of(200, () -> verify(key));

        burst.letsThroughExactly(50);
        burst.with(200)
                .forEach(answer ->
                        assertThat(number(answer, "X-RateLimit-Limit")).isEqualTo(50));
        burst.with(429).forEach(answer -> isTooMany(answer, 50, 2));
    }

    @Test
    @DisplayName("case 54: an organization has what its plan allows, however many keys it has, and floods nobody else")
    void anOrganizationHasTheLimitOfItsPlan() throws Exception {
        String free = organization();
        List<String> keys = List.of(key(free), key(free), key(free, 10_000));
        String other = key(organization());
        Http.patch(api + "/admin/organizations/" + free)
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json("plan", "free")
                .expect(200);

        Burst burst = Burst.of(
                900, () -> verify(keys.get((int) (Thread.currentThread().getId() % keys.size()))));

        burst.letsThroughExactly(600);
        assertThat(burst.with(429))
                .allSatisfy(answer ->
                        assertThat(number(answer, "X-RateLimit-Limit")).isEqualTo(600));
        leaves(verify(other).expect(200), ENTERPRISE - 1, ENTERPRISE);
    }

    @Test
    void everyAnswerOfTheApiSaysWhatIsLeft() {
        String key = key(organization(), 3);
        Answer made = Http.post(api + "/workspaces")
                .bearer(key)
                .json("name", "x", "slug", "x")
                .expect(201);
        leaves(made, 2, 3);
        leaves(Http.get(api + "/workspaces/nothing").bearer(key).expect(404), 1, 3);
        leaves(verify(key).expect(200), 0, 3);
        for (String path : List.of("/workspaces", "/verify", "/verify/below", "/nothing")) {
            isTooMany(Http.get(api + path).bearer(key).send(), 3, 20);
        }
        assertThat(Http.post(api + "/workspaces")
                        .bearer(key)
                        .json("name", "y", "slug", "y")
                        .send()
                        .status())
                .isEqualTo(429);
    }

    @Test
    @DisplayName("case 54: neither strangers nor what is refused anyway use up a limit")
    void whatIsRefusedAnywayCostsNothing() {
        String organization = organization();
        String key = key(organization, 2);
        leaves(verify(key).expect(200), 1, 2);

        String unknown = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
        for (int i = 0; i < 10; i++) {
            Answer stranger = Http.get(api + "/verify")
                    .bearer(unknown)
                    .header("X-Org-ID", organization)
                    .expect(401);
            assertThat(stranger.header("X-RateLimit-Limit")).isEmpty();
            Http.get(api + "/verify").header("X-Org-ID", organization).expect(401);
            Http.get(api + "/verify?server=srv_x").bearer(key).expect(401);
            Answer elsewhere = Http.get(api + "/workspaces")
                    .bearer(key)
                    .header("X-Org-ID", "another")
                    .expect(403);
            assertThat(elsewhere.header("X-RateLimit-Limit")).isEmpty();
        }

        leaves(verify(key).expect(200), 0, 2);
    }

    @Test
    void eachCredentialOfABatchCountsByItself() {
        String limited = key(organization(), 2);
        String other = key(organization());

        Answer answer = Http.post(api + "/verify")
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .json(
                        "credentials",
                        List.of(
                                Json.object("token", limited),
                                Json.object("token", limited),
                                Json.object("token", limited),
                                Json.object("token", other)))
                .expect(200);

        assertThat(answer.json().at("/results/0/allowed").booleanValue()).isTrue();
        assertThat(answer.json().at("/results/1/allowed").booleanValue()).isTrue();
        assertThat(answer.text("/results/2/status")).isEqualTo("429");
        assertThat(answer.text("/results/2/error")).isEqualTo("RATE_LIMITED");
        assertThat(answer.json().at("/results/3/allowed").booleanValue()).isTrue();
        assertThat(answer.header("X-RateLimit-Limit")).isEmpty();
        isTooMany(verify(limited), 2, 30);
    }

    @Test
    void aLimitThatIsTakenAwayHoldsNoMore() {
        String organization = organization();
        Answer made = newKey(organization, Json.object("rateLimit", 1));
        String key = made.text("/plainKey");
        verify(key).expect(200);
        isTooMany(verify(key), 1, 60);

        Http.patch(api + "/api-keys/" + made.text("/apiKey/id"))
                .bearer(key(organization))
                .json("rateLimit", null)
                .expect(200);

        Answer answer = verify(key).expect(200);
        assertThat(number(answer, "X-RateLimit-Limit")).isEqualTo(ENTERPRISE);
    }

    @Test
    void whatIsLimitedIsCountedAsAMetric() {
        String key = key(organization(), 1);
        verify(key).expect(200);
        verify(key).expect(429);
        assertThat(Http.get(SERVER.managementUrl() + "/metrics").expect(200).body())
                .containsPattern("weavz_access_decisions_total\\{[^}]*outcome=\"rate_limited\"");
    }

    @Test
    void aRealmWithoutLimitsTellsNone() {
        String key = Fixture.organization(SERVER).apiKey();
        for (String path : List.of("/api/v1/verify", "/api/v1/workspaces")) {
            assertThat(Http.get(path).bearer(key).expect(200).header("X-RateLimit-Limit"))
                    .isEmpty();
        }
    }
}
