package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.cluster.Watch.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A time without a database, for one node or for all: from memory for five seconds, then 503, and by itself as before
 * when it is over.
 *
 * @param begun and ended, of {@link System#nanoTime()}
 */
record Outage(long begun, long ended) {
    /** Five seconds are published; one more is given to a machine with other work. */
    private static final Duration BELIEVED = Duration.ofSeconds(6);

    /** How the good key of a node fared. */
    void isSurvivedBy(String node, List<Sighting> good, Duration recovery) {
        System.out.printf(
                Locale.ROOT,
                "outage of %.1f s on %s: last accepted %.2f s after its begin, %d answers of 503, slowest %.2f s,"
                        + " accepted again %.2f s after its end%n",
                seconds(begun, ended),
                node,
                seconds(begun, lastAccepted(good)),
                good.stream().filter(one -> one.status() == 503).count(),
                good.stream()
                                .mapToLong(one -> one.answered() - one.sent())
                                .max()
                                .orElse(0)
                        / 1e9,
                seconds(ended, againAccepted(good)));
        assertThat(good)
                .as("a good key is accepted, or nobody can say")
                .allSatisfy(one -> assertThat(one.status()).as(one.toString()).isIn(200, 503));
        assertThat(good).filteredOn(one -> one.status() == 503).allMatch(Sighting::proper);
        isNotBelieved(good);
        assertThat(good)
                .filteredOn(one -> one.isBetween(deadline(), ended))
                .as("503 after five seconds")
                .isNotEmpty();
        assertThat(good)
                .as("as before, by itself")
                .filteredOn(one -> one.sent() > ended + recovery.toNanos())
                .isNotEmpty()
                .allMatch(Sighting::isAccepted);
    }

    /** Nothing is accepted from memory after five seconds. */
    void isNotBelieved(List<Sighting> any) {
        assertThat(any).filteredOn(one -> one.isBetween(deadline(), ended)).noneMatch(Sighting::isAccepted);
    }

    /** A key that was revoked meanwhile is not accepted when it is over. */
    void staysRefusedAfter(List<Sighting> revoked) {
        assertThat(revoked)
                .filteredOn(one -> one.sent() > deadline())
                .isNotEmpty()
                .noneMatch(Sighting::isAccepted);
        assertThat(revoked.get(revoked.size() - 1).status()).isEqualTo(401);
    }

    private long deadline() {
        return begun + BELIEVED.toNanos();
    }

    private long lastAccepted(List<Sighting> sightings) {
        return sightings.stream()
                .filter(one -> one.isAccepted() && one.isBetween(begun, ended))
                .mapToLong(Sighting::sent)
                .max()
                .orElse(begun);
    }

    private long againAccepted(List<Sighting> sightings) {
        return sightings.stream()
                .filter(one -> one.isAccepted() && one.answered() > ended)
                .mapToLong(Sighting::answered)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
