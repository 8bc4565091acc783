package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.cluster.Watch.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A time without a database, for one node or for all: from memory for five seconds, then 503, and by itself as before
 * when it is over.
 *
 * @param begun of {@link System#nanoTime()}, as the others
 * @param ending when the database began to come back
 * @param ended when it was back
 */
record Outage(long begun, long ending, long ended) {
    /** Five seconds are published; one more is given to a machine with other work. */
    private static final Duration BELIEVED = Duration.ofSeconds(6);

    /** Less than the five, for a machine with other work; and what was not remembered is refused before. */
    private static final Duration SURELY_BELIEVED = Duration.ofSeconds(2);

    /** How good keys that it remembered fared on a node. */
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
        isEmpty("neither accepted nor 503", good, one -> one.status() != 200 && one.status() != 503);
        isEmpty("503 of another shape", good, one -> one.status() == 503 && !one.proper());
        isNotBelieved(good);
        assertThat(good)
                .as("answers after five seconds")
                .anyMatch(one -> one.isBetween(deadline(), ending) && one.status() == 503);
        assertThat(good).as("later answers").anyMatch(one -> one.sent() > ended + recovery.toNanos());
        isEmpty("not as before", good, one -> one.sent() > ended + recovery.toNanos() && !one.isAccepted());
    }

    /** Good keys that a node remembers are accepted for some of the five seconds. */
    void isBridged(List<Sighting> good) {
        assertThat(lastAccepted(good) - begun)
                .as("accepted from memory until")
                .isGreaterThan(SURELY_BELIEVED.toNanos());
    }

    /** Nothing is accepted from memory after five seconds. */
    void isNotBelieved(List<Sighting> any) {
        isEmpty("accepted from memory", any, one -> one.isBetween(deadline(), ending) && one.isAccepted());
    }

    /** A key that was revoked meanwhile is not accepted when it is over. */
    void staysRefusedAfter(List<Sighting> revoked) {
        isEmpty("accepted though revoked", revoked, one -> one.sent() > deadline() && one.isAccepted());
        assertThat(revoked.get(revoked.size() - 1).status()).isEqualTo(401);
    }

    private static void isEmpty(String what, List<Sighting> all, Predicate<Sighting> wrong) {
        assertThat(all.stream().filter(wrong).toList()).as(what).isEmpty();
    }

    private long deadline() {
        return begun + BELIEVED.toNanos();
    }

    private long lastAccepted(List<Sighting> sightings) {
        return sightings.stream()
                .filter(one -> one.isAccepted() && one.isBetween(begun, ending))
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
