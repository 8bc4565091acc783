package io.weavz.identity.it.cluster;

import io.weavz.identity.it.harness.Node;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How long after each end was answered a node still accepted it.
 *
 * @param sorted nanoseconds, the best first; 0 where it accepted nothing afterwards
 * @param asked how many questions it answered meanwhile
 */
record Lateness(Node node, List<Long> sorted, long asked) {
    private static final int HUNDRED = 100;

    Duration worst() {
        return Duration.ofNanos(sorted.get(sorted.size() - 1));
    }

    static void print(String what, List<Lateness> all) {
        System.out.println(what + ": " + all.get(0).sorted().size() + " on A, "
                + all.stream().map(Lateness::text).collect(Collectors.joining(", ")));
    }

    private String text() {
        return String.format(
                Locale.ROOT,
                "%s worst %.3f s (p50 %.3f, p90 %.3f, p99 %.3f; %d questions)",
                node,
                seconds(sorted.size() - 1),
                percentile(50),
                percentile(90),
                percentile(99),
                asked);
    }

    private double percentile(int percent) {
        return seconds((sorted.size() - 1) * percent / HUNDRED);
    }

    private double seconds(int index) {
        return sorted.get(index) / 1e9;
    }
}
