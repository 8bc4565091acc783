package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.cluster.Keys.Key;
import io.weavz.identity.it.cluster.Watch.Sighting;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Cluster;
import io.weavz.identity.it.harness.Node;
import io.weavz.identity.it.harness.People;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that are held, cut off or without a database: nothing dead is accepted, nothing good is called bad. */
@Tag("cluster")
class ClusterFaultsIT {
    private static final Cluster CLUSTER = Cluster.running();
    private static final Duration HELD = Duration.ofSeconds(8);
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final int REVOKED = 20;

    private final Keys keys = Keys.ofNewOrganization();
    /** Of other organizations, two of them: a revocation may make nodes forget one of 240 others. */
    private final List<Key> good = Keys.many(2, i -> Keys.ofNewOrganization().create());

    private final List<Key> revoked = keys.create(REVOKED);

    @BeforeEach
    void everybodyKnowsTheKeys() {
        Keys.warmForLong(CLUSTER.nodes(), good);
        Keys.warm(CLUSTER.nodes(), revoked);
    }

    @AfterEach
    void asBefore() {
        CLUSTER.awaitAnswers();
    }

    @Test
    @DisplayName("cases 33, 34: a node that was held for 8 s refuses what was revoked meanwhile in its first answers")
    void aHeldNodeWakesUpWithoutItsMemory() {
        Node c = CLUSTER.c();
        Instant begun = Instant.now();
        Duration slowest = Duration.ZERO;
        List<CompletableFuture<Answer>> first;
        c.pause();
        try {
            for (Key key : revoked) {
                Instant asked = Instant.now();
                keys.delete(key);
                Duration took = Duration.between(asked, Instant.now());
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
            Answers.pauseUntil(begun.plus(HELD));
            // They wait at the door before the node wakes up.
            first = revoked.stream()
                    .limit(REVOKED / 2)
                    .map(key -> CompletableFuture.supplyAsync(
                            () -> c.verify(key.plain()).send(), task -> new Thread(task).start()))
                    .toList();
        } finally {
            c.resume();
        }
        System.out.println("held node: " + REVOKED + " revoked on A while C was held for "
                + Duration.between(begun, Instant.now()).toMillis() + " ms, the slowest took " + slowest.toMillis()
                + " ms");
        // It may say that it cannot tell yet, and does not accept.
        assertThat(first)
                .allSatisfy(answer -> assertThat(answer.join().status()).isIn(401, 503));
        good.forEach(key -> verdict(c, key).expect(200));
        revoked.forEach(key -> verdict(c, key).expect(401));
    }

    /** The first answer that is not "I cannot tell yet". */
    private static Answer verdict(Node node, Key key) {
        AtomicReference<Answer> answer = new AtomicReference<>();
        People.await(() -> {
            answer.set(node.verify(key.plain()).send());
            return answer.get().status() != 503;
        });
        return answer.get();
    }

    @Test
    @DisplayName("case 33: a node whose connections to the database are cut believes its memory for 5 s at most")
    void aCutOffNodeStopsBelieving() {
        isCutOff(CLUSTER.lineOfC()::cut, true);
    }

    @Test
    @DisplayName("case 33: a node whose database does not answer believes its memory for 5 s at most")
    void aNodeWhoseDatabaseHangsStopsBelieving() {
        // A question that hangs with it keeps the watch from asking more.
        isCutOff(CLUSTER.lineOfC()::hang, false);
    }

    private Watch watchGood(Node node) {
        return Watch.of(node, good.stream().map(Key::plain).toArray(String[]::new));
    }

    private void isCutOff(Runnable cut, boolean bridged) {
        Duration recovery = Duration.ofSeconds(10);
        try (Watch goodOnC = watchGood(CLUSTER.c());
                Watch revokedOnC = Watch.of(CLUSTER.c(), revoked.get(0).plain());
                Watch goodOnA = watchGood(CLUSTER.a())) {
            long begun = System.nanoTime();
            cut.run();
            try {
                revoked.forEach(keys::delete);
                Answers.pauseUntil(Instant.now().plus(OUTAGE).minusNanos(System.nanoTime() - begun));
            } finally {
                CLUSTER.lineOfC().mend();
            }
            long ended = System.nanoTime();
            Outage outage = new Outage(begun, ended, ended);
            Answers.pauseUntil(Instant.now().plus(recovery).plusSeconds(1));
            List<Sighting> dead = revokedOnC.sightings();
            outage.isSurvivedBy("C", goodOnC.sightings(), recovery);
            if (bridged) {
                outage.isBridged(goodOnC.sightings());
            }
            outage.isNotBelieved(dead);
            outage.staysRefusedAfter(dead);
            assertThat(goodOnA.sightings()).as("A goes on").allMatch(Sighting::isAccepted);
        }
        revoked.forEach(key -> verdict(CLUSTER.c(), key).expect(401));
    }

    @Test
    @DisplayName("cases 33, 56: without PostgreSQL every node answers 503, and as before when it is back")
    void aRestartOfTheDatabaseIsSurvived() {
        Duration recovery = Duration.ofSeconds(15);
        keys.delete(revoked.get(0));
        List<Watch> watches = CLUSTER.nodes().stream().map(this::watchGood).toList();
        List<Watch> dead = CLUSTER.nodes().stream()
                .map(node -> Watch.of(node, revoked.get(0).plain()))
                .toList();
        try {
            long begun = System.nanoTime();
            long ending;
            CLUSTER.stopDatabase();
            try {
                Answers.pauseUntil(Instant.now().plus(OUTAGE).minusNanos(System.nanoTime() - begun));
            } finally {
                ending = System.nanoTime();
                CLUSTER.startDatabase();
            }
            Outage outage = new Outage(begun, ending, System.nanoTime());
            Answers.pauseUntil(Instant.now().plus(recovery).plusSeconds(1));
            IntStream.range(0, watches.size())
                    .forEach(i -> outage.isSurvivedBy(
                            CLUSTER.nodes().get(i).toString(), watches.get(i).sightings(), recovery));
            watches.forEach(watch -> outage.isBridged(watch.sightings()));
            dead.forEach(watch -> outage.staysRefusedAfter(watch.sightings()));
        } finally {
            watches.forEach(Watch::close);
            dead.forEach(Watch::close);
        }
    }
}
