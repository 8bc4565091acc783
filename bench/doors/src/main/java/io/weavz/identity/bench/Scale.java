package io.weavz.identity.bench;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param largeKeys how many API keys the large set has
 * @param picks how long the precomputed sequences of keys are
 * @param warmUp how long each route is loaded before anything counts
 * @param run how long each route is loaded in a round
 * @param rounds at most; fewer when {@code roundsEnd} comes first
 * @param roundsEnd after which time no further round begins
 * @param pass how long the one pass over all keys of the large set may take
 * @param coldSeconds of load after a restart
 * @param limit after which the benchmark gives up
 * @param jmh arguments that say how long the core is measured
 */
record Scale(
        int largeKeys,
        int picks,
        Duration warmUp,
        Duration run,
        int rounds,
        Duration roundsEnd,
        Duration pass,
        int coldSeconds,
        Duration limit,
        List<String> jmh) {
    static final int SMALL_KEYS = 10_000;

    static Scale full() {
        return new Scale(
                1_000_000,
                2_000_000,
                Duration.ofSeconds(4),
                Duration.ofSeconds(4),
                3,
                Duration.ofMinutes(25),
                Duration.ofMinutes(14),
                10,
                Duration.ofMinutes(38),
                List.of("-f", "1", "-wi", "2", "-w", "1", "-i", "3", "-r", "1"));
    }

    static Scale quick() {
        return new Scale(
                100_000,
                500_000,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                1,
                Duration.ofMinutes(3),
                Duration.ofSeconds(15),
                10,
                Duration.ofMinutes(15),
                List.of("-f", "1", "-wi", "1", "-w", "1", "-i", "2", "-r", "1"));
    }

    /** The size of the large set as a name of routes says it. */
    String largeName() {
        return largeKeys % 1_000_000 == 0 ? largeKeys / 1_000_000 + "M" : largeKeys / 1000 + "k";
    }
}
