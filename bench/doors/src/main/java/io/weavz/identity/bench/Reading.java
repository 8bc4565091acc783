package io.weavz.identity.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a cluster has used until a moment, or between two.
 *
 * @param micros CPU of each node
 * @param postgres CPU of all processes of PostgreSQL, in microseconds
 */
record Reading(double seconds, List<Double> micros, double postgres, double statements) {
    private static final double NANOS = 1e9;

    static Reading of(Cluster cluster, Statements statements) throws IOException {
        return new Reading(
                System.nanoTime() / NANOS,
                cluster.nodes().stream().map(node -> Proc.cpuMicros(node.pid())).toList(),
                Proc.cpuMicrosOfFamily(cluster.first().postmaster()),
                statements.count());
    }

    Reading since(Reading before) {
        return minus(before, 1);
    }

    /** Less what as much time costs at rest. */
    Reading beyond(Reading rest) {
        return minus(rest, seconds / rest.seconds);
    }

    private Reading minus(Reading other, double times) {
        return new Reading(
                seconds - other.seconds * times,
                IntStream.range(0, micros.size())
                        .mapToObj(i -> micros.get(i) - other.micros.get(i) * times)
                        .toList(),
                postgres - other.postgres * times,
                statements - other.statements * times);
    }

    double firstNode() {
        return micros.get(0);
    }

    double allNodes() {
        return micros.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** NaN where there is none. */
    double eachOtherNode() {
        return (allNodes() - firstNode()) / (micros.size() - 1);
    }
}
