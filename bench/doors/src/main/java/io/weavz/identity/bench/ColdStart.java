package io.weavz.identity.bench;

import io.weavz.identity.bench.Wrk.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The first seconds of full load after a restart.
 *
 * @param firstP99 of the first second, in microseconds; empty when nothing was answered in it
 * @param worstP99 of any second, in microseconds
 * @param warmAfter the first second whose median is at most twice that of the warm server; 0 if none was
 * @param statements of SQL in all
 */
record ColdStart(
        int seconds,
        double requests,
        double wrong,
        OptionalDouble firstP99,
        double worstP99,
        int warmAfter,
        double statements) {
    static ColdStart measure(Wrk wrk, Route route, Statements statements, int seconds, double warmP50) {
        double before = statements.count();
        List<Load> loads = new ArrayList<>();
        int warmAfter = 0;
        for (int second = 1; second <= seconds; second++) {
            Load load = wrk.run(route, Duration.ofSeconds(1));
            if (warmAfter == 0 && load.requests() > 0 && load.p50() <= 2 * warmP50) {
                warmAfter = second;
            }
            loads.add(load);
        }
        return new ColdStart(
                seconds,
                loads.stream().mapToDouble(Load::requests).sum(),
                loads.stream()
                        .mapToDouble(load -> load.broken() + load.refused())
                        .sum(),
                loads.stream()
                        .limit(1)
                        .filter(load -> load.requests() > 0)
                        .mapToDouble(Load::p99)
                        .findAny(),
                loads.stream().mapToDouble(Load::p99).max().orElseThrow(),
                warmAfter,
                statements.count() - before);
    }
}
