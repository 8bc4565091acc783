package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.cluster.Keys.Key;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Cluster;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Node;
import io.weavz.identity.it.harness.People;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No space on the database's disk, no memory on a node. */
@Tag("cluster")
class ClusterResourcesIT {
    private static final Cluster CLUSTER = Cluster.running();
    private static final int USES = 7;

    private final Keys keys = Keys.ofNewOrganization();

    @AfterEach
    void asBefore() {
        CLUSTER.awaitAnswers();
    }

    @Test
    @DisplayName("case 56: tables that cannot grow: verify goes on, changes are refused whole, uses wait to be counted")
    void aFullDiskStopsChangesAlone() throws SQLException {
        Key known = keys.create();
        Key counted = keys.create();
        List<Key> unasked = keys.create(CLUSTER.nodes().size());
        Keys.warm(CLUSTER.nodes(), List.of(known));
        Stored before = Stored.of(keys);
        List<Long> waited = waits();
        try (FullTables full = FullTables.in(CLUSTER)) {
            for (Node node : CLUSTER.nodes()) {
                isRefused(keys.on(node, "POST", "").json("name", "no space"));
                isRefused(keys.on(node, "PATCH", "/" + known.id()).json("enabled", false));
                isRefused(keys.on(node, "POST", "/" + known.id() + "/regenerate"));
                isRefused(keys.on(node, "DELETE", "/" + known.id()));
                IntStream.range(0, USES)
                        .forEach(i -> node.verify(counted.plain()).expect(200));
                // Not remembered, and remembered.
                unasked.forEach(key -> node.verify(key.plain()).expect(200));
                unasked.forEach(key -> node.verify(key.plain()).expect(200));
            }
            assertThat(Stored.of(keys)).isEqualTo(before);
            People.await(() -> areAllMore(waited, waits()));
            CLUSTER.nodes().forEach(node -> node.verify(known.plain()).expect(200));
            assertThat(granted(counted)).isZero();

            full.free();
            for (Node node : CLUSTER.nodes()) {
                Key made =
                        Keys.key(keys.on(node, "POST", "").json("name", "space").expect(201));
                CLUSTER.nodes().forEach(any -> any.verify(made.plain()).expect(200));
            }
            keys.delete(known);
            CLUSTER.nodes().forEach(node -> Answers.lastOther(node, known.plain(), 401));
            People.await(() -> granted(counted) == USES * CLUSTER.nodes().size());
            Stored.of(keys).isWhole();
        }
    }

    private static void isRefused(Http change) {
        Answer refused = change.expect(503);
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.text("/error")).isEqualTo("UNAVAILABLE");
        assertThat(refused.body()).doesNotContain("extend", "Exception", "ADMIN_EVENT");
    }

    /** How often each node has said that uses wait. */
    private static List<Long> waits() {
        return CLUSTER.nodes().stream()
                .map(node -> node.log()
                        .lines()
                        .filter(line -> line.contains("Uses of credentials wait"))
                        .count())
                .toList();
    }

    private static boolean areAllMore(List<Long> before, List<Long> now) {
        return IntStream.range(0, now.size()).allMatch(i -> now.get(i) > before.get(i));
    }

    private int granted(Key key) {
        JsonNode usage = Http.get("/api/v1/usage?credentialId=" + key.id())
                .serviceKey(CLUSTER.a().bootstrapServiceKey(), keys.organizationId())
                .expect(200)
                .json();
        return usage.findValues("granted").stream().mapToInt(JsonNode::asInt).sum();
    }

    @Test
    @DisplayName("case 56: a disk that is full to the last byte ends PostgreSQL; nothing is half done, and nodes go on")
    void aFullDiskThatEndsTheDatabaseIsSurvived() throws SQLException {
        Duration outage = Duration.ofSeconds(8);
        Duration recovery = Duration.ofSeconds(8);
        // Two, since a key that is made makes nodes forget those of one in 240 other organizations.
        List<Key> good = Keys.many(2, i -> Keys.ofNewOrganization().create());
        Keys.warmForLong(CLUSTER.nodes(), good);
        List<Watch> watches = CLUSTER.nodes().stream()
                .map(node -> Watch.of(node, good.get(0).plain(), good.get(1).plain()))
                .toList();
        List<Key> made = new ArrayList<>();
        try {
            long begun;
            long ending;
            try {
                CLUSTER.limitFiles(0);
                Answer last = make();
                for (; last.status() == 201; last = make()) {
                    made.add(Keys.key(last));
                }
                begun = System.nanoTime();
                assertThat(last.status()).isEqualTo(503);
                assertThat(last.text("/error")).isEqualTo("UNAVAILABLE");
                People.await(CLUSTER::isDatabaseEnded);
                Answers.pauseUntil(Instant.now().plus(outage));
            } finally {
                ending = System.nanoTime();
                CLUSTER.stopDatabase();
                CLUSTER.startDatabase();
            }
            Outage ended = new Outage(begun, ending, System.nanoTime());
            Answers.pauseUntil(Instant.now().plus(recovery).plusSeconds(1));
            IntStream.range(0, watches.size())
                    .forEach(i -> ended.isSurvivedBy(
                            CLUSTER.nodes().get(i).toString(), watches.get(i).sightings(), recovery));
            watches.forEach(watch -> ended.isBridged(watch.sightings()));
        } finally {
            watches.forEach(Watch::close);
        }
        made.forEach(key -> CLUSTER.b().verify(key.plain()).expect(200));
        Stored.of(keys).isWhole();
        Keys.warm(CLUSTER.nodes(), List.of(keys.create()));
    }

    private Answer make() {
        return keys.on(CLUSTER.a(), "POST", "").json("name", "full").send();
    }

    @Test
    @DisplayName("case 56: a node that runs out of memory ends, the others answer on, and no answer is wrong")
    void aNodeWithoutMemoryEnds() {
        Node c = CLUSTER.c();
        StringBuilder log = new StringBuilder();
        String counted = new RollingLoad().during(() -> {
            c.stop();
            try {
                c.startShortOfMemory();
                MuchMemory.use(c);
                log.append(c.log());
            } finally {
                c.stop();
                c.start();
            }
        });
        System.out.println("node without memory: " + counted);
        assertThat(log).contains("Terminating due to java.lang.OutOfMemoryError");
        Keys.warm(CLUSTER.nodes(), List.of(keys.create()));
        // It is back in the cluster.
        People.await(() -> c.log().contains("(3)"));
    }
}
