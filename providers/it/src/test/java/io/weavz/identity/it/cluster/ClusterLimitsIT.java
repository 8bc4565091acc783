package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Cluster;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Node;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One limit for three nodes, in a realm that has limits switched on. */
@Tag("cluster")
class ClusterLimitsIT {
    private static final Cluster CLUSTER = Cluster.running();
    /** Requests a minute; one comes back every two seconds. */
    private static final int LIMIT = 30;
    /** Twice a second nodes tell each other; a machine of two cores is slow at times. */
    private static final Duration TOLD = Duration.ofSeconds(3);

    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(2);

    private static String path;
    private static String organization;

    @BeforeAll
    static void aRealmWithLimits() {
        WeavzServer a = Weavz.server();
        path = "/realms/" + Fixture.limitedRealm(a) + "/api/v1";
        String slug = Fixture.uniqueSlug("limited");
        organization = Http.post(a.rootUrl() + path + "/orgs")
                .header("X-Service-Key", a.bootstrapServiceKey())
                .json("name", slug, "slug", slug)
                .expect(201)
                .text("/org/id");
    }

    private static String key() {
        WeavzServer a = Weavz.server();
        return Http.post(a.rootUrl() + path + "/api-keys")
                .serviceKey(a.bootstrapServiceKey(), organization)
                .json("name", "limited", "rateLimit", LIMIT)
                .expect(201)
                .text("/plainKey");
    }

    private static Answer verify(Node node, String key) {
        return Http.get(node.rootUrl() + path + "/verify").bearer(key).send();
    }

    private static long granted(Node node, String key, int requests) {
        List<Answer> answers =
                IntStream.range(0, requests).mapToObj(i -> verify(node, key)).toList();
        assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.status() == 429);
        return answers.stream().filter(answer -> answer.status() == 200).count();
    }

    @Test
    @DisplayName("case 54: what one node let through, the others count too")
    void aLimitThatIsUsedUpOnOneNodeIsUsedUpOnAll() {
        String key = key();
        granted(CLUSTER.a(), key, LIMIT + 10);
        // Until then each node has a limit of its own.
        Answers.pauseUntil(Instant.now().plus(BETWEEN_WORDS));
        long asked = System.nanoTime();
        for (Node node : List.of(CLUSTER.b(), CLUSTER.c())) {
            long allowed = 0;
            while (verify(node, key).status() == 200) {
                allowed++;
                assertThat(Duration.ofNanos(System.nanoTime() - asked))
                        .as("%s still lets through after %d", node, allowed)
                        .isLessThan(TOLD);
            }
            assertThat(allowed).as("let through by %s", node).isLessThan(LIMIT);
        }
    }

    @Test
    @DisplayName("case 54: three nodes that are asked at once let through three limits at most")
    void nodesThatAreAskedAtOnceLetThroughOneLimitEach() {
        String key = key();
        long begun = System.nanoTime();
        long granted = CLUSTER.nodes().parallelStream()
                .mapToLong(node -> granted(node, key, 2 * LIMIT))
                .sum();
        long cameBack = 1 + Duration.ofNanos(System.nanoTime() - begun).toSeconds() / 2;
        assertThat(granted).isBetween((long) LIMIT, CLUSTER.nodes().size() * (LIMIT + cameBack));
    }
}
