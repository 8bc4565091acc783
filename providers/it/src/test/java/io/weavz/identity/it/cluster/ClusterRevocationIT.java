package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.cluster.Keys.Key;
import io.weavz.identity.it.harness.Cluster;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Metrics;
import io.weavz.identity.it.harness.Node;
import io.weavz.identity.it.harness.Weavz;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What node A takes away, the others refuse within the published second; what A gives, they accept at once. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterRevocationIT {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final int REVOCATIONS = 1000;
    private static final int ORGANIZATIONS = 5;
    private static final int ENDINGS = 20;
    /** Of so many idle keys each node is asked once whether it has them in mind, and once more of others. */
    private static final int SAMPLE = 5;

    private static List<Node> others;
    private static List<Subject> good;
    /** Each of an organization of its own: the end of one takes no other out of memory. */
    private static List<Idle> idle;

    private static Instant warmed;

    private record Idle(Keys keys, Key key) {}

    @BeforeAll
    static void keysThatLieIdle() {
        others = List.of(Cluster.running().b(), Cluster.running().c());
        Keys lasting = Keys.ofNewOrganization();
        good = lasting.create(ENDINGS).stream()
                .map(key -> Subject.lasting(key.plain()))
                .toList();
        idle = Keys.many(ENDINGS, i -> idle(Keys.ofNewOrganization()));
        Keys.warmForLong(others, idle.stream().map(Idle::key).toList());
        warmed = Instant.now();
    }

    private static Idle idle(Keys keys) {
        return new Idle(keys, keys.create());
    }

    private static void isInTime(List<Lateness> all) {
        assertThat(all).allSatisfy(one -> assertThat(one.worst()).isLessThanOrEqualTo(BOUND));
    }

    @Test
    @DisplayName("case 30: a key that A revokes is refused by B and C within a second, a thousand times")
    void aRevokedKeyIsRefusedEverywhere() {
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < ORGANIZATIONS; i++) {
            Keys keys = Keys.ofNewOrganization();
            keys.create(REVOCATIONS / ORGANIZATIONS).forEach(key -> subjects.add(keys.revoked(key)));
        }
        List<Lateness> late = Race.run(others, subjects, good);
        Lateness.print("revocation", late);
        isInTime(late);
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    @DisplayName("cases 24, 25, 30: whatever else ends a credential on A ends it on B and C within a second")
    void everyOtherEndIsSeenEverywhere(Ending ending) {
        List<Lateness> late = Race.run(others, Keys.many(ENDINGS, i -> ending.subject()), good);
        Lateness.print(ending.name().toLowerCase().replace('_', ' '), late);
        isInTime(late);
    }

    @Test
    @DisplayName("case 38: a key made or regenerated on A works at its very next use on B and on C")
    void aNewKeyWorksEverywhereAtOnce() {
        Keys keys = Keys.ofNewOrganization();
        Instant begin = Instant.now();
        for (int i = 0; i < 200; i++) {
            Key made = keys.create();
            others.forEach(node -> node.verify(made.plain()).expect(200));
            Key renewed = keys.regenerate(made, 0);
            others.forEach(node -> node.verify(renewed.plain()).expect(200));
        }
        System.out.println("new keys: 200 made and 200 regenerated on A, each good at once on B and C, "
                + Duration.between(begin, Instant.now()).toMillis() + " ms in all");
    }

    @Test
    @DisplayName("case 38: an organization that B and C did not know a moment ago is known when A has made it")
    void aNewOrganizationIsKnownEverywhereAtOnce() {
        for (int i = 0; i < ENDINGS; i++) {
            String slug = Fixture.uniqueSlug("soon");
            others.forEach(node -> naming(node, slug).expect(403));
            Http.post("/api/v1/orgs")
                    .header("X-Service-Key", Weavz.server().bootstrapServiceKey())
                    .json("name", "Soon " + slug, "slug", slug)
                    .expect(201);
            others.forEach(node -> naming(node, slug).expect(200));
        }
        System.out.println("new organizations: " + ENDINGS + " made on A, each known at once on B and C");
    }

    private static Http naming(Node node, String organization) {
        return Http.get(node.url() + "/api/v1/verify").serviceKey(node.bootstrapServiceKey(), organization);
    }

    @Test
    @DisplayName("case 35: B and C agree with A within a second, however often a key is switched off and on")
    void aFlappingKeyIsAgreedUpon() {
        Keys keys = Keys.ofNewOrganization();
        Key key = keys.create();
        Keys.warm(others, List.of(key));
        Duration worst = Duration.ZERO;
        for (int i = 0; i < 50; i++) {
            boolean enabled = i % 2 == 1;
            keys.setEnabled(key, enabled);
            long changed = System.nanoTime();
            for (Node node : others) {
                long disagreed = Answers.lastOther(node, key.plain(), enabled ? 200 : 401);
                worst = max(worst, Duration.ofNanos(Math.max(0, disagreed - changed)));
            }
        }
        System.out.println("flapping: 50 on A, worst " + worst.toMillis() + " ms");
        assertThat(worst).isLessThanOrEqualTo(BOUND);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Test
    @DisplayName("case 35: the old secret dies when the overlap ends, on warm nodes and on cold ones")
    void theOldSecretDiesWhenTheOverlapEnds() {
        int overlap = 3;
        Keys keys = Keys.ofNewOrganization();
        List<Key> old = keys.create(ENDINGS);
        Keys.warm(List.of(Cluster.running().b()), old);
        long begun = System.nanoTime();
        List<Key> renewed =
                old.stream().map(key -> keys.regenerate(key, overlap)).toList();
        long ended = System.nanoTime() + Duration.ofSeconds(overlap).toNanos();
        Keys.warm(List.of(Cluster.running().b()), renewed);
        long earliest = begun + Duration.ofSeconds(overlap - 1).toNanos();
        long worst = 0;
        while (System.nanoTime() < ended + BOUND.toNanos()) {
            for (Key key : old) {
                long sent = System.nanoTime();
                int status = Cluster.running().b().verify(key.plain()).send().status();
                if (status == 200) {
                    worst = Math.max(worst, sent - ended);
                } else if (System.nanoTime() < earliest) {
                    throw new AssertionError("Refused before the overlap ended");
                }
            }
        }
        for (Node node : Cluster.running().nodes()) {
            old.forEach(key -> node.verify(key.plain()).expect(401));
            renewed.forEach(key -> node.verify(key.plain()).expect(200));
        }
        System.out.println("overlap: " + old.size() + " ended, B accepted the last "
                + Duration.ofNanos(worst).toMillis() + " ms after it");
        assertThat(Duration.ofNanos(worst)).isLessThanOrEqualTo(BOUND);
    }

    @Test
    @Order(1)
    @DisplayName("case 30: a key that lay idle on B and C for minutes is refused like any other")
    void anIdleKeyIsRefusedToo() {
        // Before the other tests: each key that they make takes one in 240 answers out of memory.
        Answers.pauseUntil(warmed.plus(IDLE));
        List<Idle> first = idle.subList(0, SAMPLE);
        List<Idle> second = idle.subList(SAMPLE, 2 * SAMPLE);
        others.forEach(node -> assertThat(Math.max(fromMemory(node, first), fromMemory(node, second)))
                .as("keys that " + node + " has in mind")
                .isGreaterThanOrEqualTo(SAMPLE - 1));
        List<Idle> untouched = idle.subList(2 * SAMPLE, idle.size());
        long worst = 0;
        for (Idle one : untouched) {
            one.keys().delete(one.key());
            long deleted = System.nanoTime();
            for (Node node : others) {
                worst = Math.max(worst, Answers.lastOther(node, one.key().plain(), 401) - deleted);
            }
        }
        System.out.println("idle keys: " + untouched.size() + " on A after "
                + Duration.between(warmed, Instant.now()).toSeconds() + " s, worst "
                + Duration.ofNanos(worst).toMillis() + " ms");
        assertThat(Duration.ofNanos(worst)).isLessThanOrEqualTo(BOUND);
    }

    /** How many of the keys a node knows without looking them up; it looks some up in a row when its lease is late. */
    private static double fromMemory(Node node, List<Idle> some) {
        String label = "by=\"event_loop\"";
        double before = Metrics.verified(node, label);
        some.forEach(one -> node.verify(one.key().plain()).expect(200));
        return Metrics.verified(node, label) - before;
    }
}
