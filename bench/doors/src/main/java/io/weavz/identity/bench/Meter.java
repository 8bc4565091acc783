package io.weavz.identity.bench;

import io.weavz.identity.bench.Wrk.Load;
import java.io.IOException;
import java.time.Duration;

/** Loads a route and reads before and after it what the processes have used. */
final class Meter {
    private final Wrk wrk;
    private final BenchServer server;
    private final Statements statements;

    Meter(Wrk wrk, BenchServer server, Statements statements) {
        this.wrk = wrk;
        this.server = server;
        this.statements = statements;
    }

    Figures measure(Route route, Duration duration) throws IOException {
        long pid = route.target().pid();
        double allocated = allocated(route);
        double sql = statements.count();
        double serverCpu = Proc.cpuMicros(pid);
        double postgresCpu = Proc.cpuMicrosOfFamily(server.postmaster());
        Load load = wrk.run(route, duration);
        if (load.requests() == 0) {
            throw new Failure(route.name() + " answered nothing for " + duration.toSeconds() + " s");
        }
        serverCpu = Proc.cpuMicros(pid) - serverCpu;
        postgresCpu = Proc.cpuMicrosOfFamily(server.postmaster()) - postgresCpu;
        sql = statements.count() - sql;
        allocated = allocated(route) - allocated;
        return new Figures(
                load.requests() / load.seconds(),
                load.p50(),
                load.p99(),
                load.p999(),
                serverCpu / load.requests(),
                postgresCpu / load.requests(),
                load.clientMicros() / load.requests(),
                sql / load.requests(),
                allocated / load.requests(),
                load.broken() + unexpected(route, load));
    }

    private static double allocated(Route route) {
        return route.target()
                .jvm()
                .map(jvm -> {
                    jvm.collect();
                    return jvm.allocated();
                })
                .orElse(Double.NaN);
    }

    /** Refusals that should not be, or good answers that should be refusals, beyond what a sample may be off by. */
    private static double unexpected(Route route, Load load) {
        double wanted = route.refused() * load.requests();
        double off = Math.abs(load.refused() - wanted);
        return off <= 0.2 * wanted + (wanted > 0 ? 10 : 0) ? 0 : off;
    }
}
