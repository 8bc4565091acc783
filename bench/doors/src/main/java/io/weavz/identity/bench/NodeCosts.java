package io.weavz.identity.bench;

import io.weavz.identity.bench.Wrk.Load;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/** What one node costs at rest, at a change and at a flush, and what each further one adds. */
final class NodeCosts {
    private static final Duration LONGEST_PASS = Duration.ofMinutes(1);
    private static final int MOST_NODES = 3;
    private static final int KEYS = Scale.SMALL_KEYS;
    private static final int CHANGES = 1000;
    /** Few, so that hardly any of the remembered answers is forgotten by two of them. */
    private static final int FORGETTING = 10;

    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(10);
    private static final String FLUSHING = "--spi-weavz--identity--flush-interval=" + FLUSH_INTERVAL.toSeconds();
    /** Until all nodes have flushed what waits, the flush itself included. */
    private static final Duration FLUSHED = FLUSH_INTERVAL.plusSeconds(2);

    private static final Duration REST = Duration.ofSeconds(15);
    /** After three seconds all that a change touched is forgotten for the last time. */
    private static final Duration LATE = Duration.ofMillis(3300);

    private static final String READS = "select%from weavz_change";
    private static final String LOOK_UPS = "select%from weavz_credential%";
    private static final String USAGE = "insert into weavz_usage%";
    private static final double MILLION = 1e6;
    private static final double THOUSAND = 1e3;

    private final Cluster cluster;
    private final Statements statements;
    private final Inhabitants inhabitants;
    private final Pieces keys;
    private final Switches switches;
    private final Switches forgetting;
    private final Wrk wrk;
    private final Growth growth = new Growth();

    private NodeCosts(Cluster cluster, Inhabitants inhabitants, Pieces keys, Wrk wrk) throws SQLException {
        this.cluster = cluster;
        this.statements = Statements.counter(cluster.jdbc());
        this.inhabitants = inhabitants;
        this.keys = keys;
        this.switches = Switches.ofAll(cluster.first(), inhabitants.serviceKey());
        this.forgetting = Switches.ofSome(cluster.first(), inhabitants.serviceKey(), FORGETTING);
        this.wrk = wrk;
    }

    /** Starts the first node, fills it and starts it again. */
    static NodeCosts prepare(Cluster cluster, Workplace place) throws IOException, SQLException {
        cluster.startFirst();
        Inhabitants inhabitants = Inhabitants.settleMachines(cluster.first());
        Pieces keys;
        try (Connection connection = cluster.jdbc()) {
            keys = new KeyTable(cluster.first().pepper(), inhabitants.organizationIds())
                    .fill(connection, KEYS, place.keys());
            Statements.enable(connection);
        }
        cluster.startFirst(FLUSHING);
        return new NodeCosts(cluster, inhabitants, keys, new Wrk(place.load()));
    }

    Growth measure(Consumer<String> progress) throws IOException, SQLException {
        progress.accept("Warming up");
        switches.change(CHANGES);
        for (int nodes = 1; nodes <= MOST_NODES; nodes++) {
            if (nodes > 1) {
                progress.accept("Starting node " + nodes);
                cluster.grow(FLUSHING);
            }
            progress.accept("Measuring " + nodes + " of " + MOST_NODES);
            passAtEach();
            pause(FLUSHED);
            Reading rest = rest();
            forget();
            flush(rest);
            change(rest);
        }
        statements.close();
        return growth;
    }

    private Reading rest() throws IOException {
        double reads = statements.calls(READS);
        double micros = statements.micros(READS);
        Reading rest = during(() -> pause(REST));
        reads = statements.calls(READS) - reads;
        micros = statements.micros(READS) - micros;
        growth.add("at rest, in a second: statements of all nodes", rest.statements() / rest.seconds());
        growth.add("at rest: reads of the 256 numbers among them", reads / rest.seconds());
        growth.add("at rest: CPU of a node", rest.allNodes() / rest.micros().size() / rest.seconds());
        growth.add("at rest: CPU of PostgreSQL", rest.postgres() / rest.seconds());
        growth.add("at rest: time that PostgreSQL executes those reads", micros / rest.seconds());
        return rest;
    }

    private void change(Reading rest) throws IOException {
        double[] millis = new double[CHANGES];
        Reading used = during(() -> System.arraycopy(switches.change(CHANGES), 0, millis, 0, CHANGES))
                .beyond(rest);
        Arrays.sort(millis);
        growth.add("a change: p50 in milliseconds", millis[CHANGES / 2]);
        growth.add("a change: p99 in milliseconds", millis[CHANGES * 99 / 100]);
        growth.add("a change: statements", used.statements() / CHANGES);
        growth.add("a change: CPU of the node that makes it", used.firstNode() / CHANGES);
        growth.add("a change: CPU of each other node", used.eachOtherNode() / CHANGES);
        growth.add("a change: CPU of PostgreSQL", used.postgres() / CHANGES);
    }

    /** Every node remembers all keys; after some changes it is asked for all of them. */
    private void forget() throws IOException {
        forgetting.change(FORGETTING);
        double lookUps = statements.calls(LOOK_UPS);
        pause(LATE);
        passAtEach();
        growth.add(
                "after a change: look-ups anew on all nodes, of " + "%,d".formatted(KEYS) + " keys on each",
                (statements.calls(LOOK_UPS) - lookUps) / FORGETTING);
    }

    /** The uses of the passes before are what is written. */
    private void flush(Reading rest) throws IOException {
        double rows = statements.rows(USAGE);
        Reading used = during(() -> pause(FLUSHED)).beyond(rest);
        rows = statements.rows(USAGE) - rows;
        growth.add("a key used in a flush: CPU of its node", used.allNodes() / rows);
        growth.add("a key used in a flush: CPU of PostgreSQL", used.postgres() / rows);
        growth.add("a key used in a flush: statements, for a thousand keys", used.statements() / rows * THOUSAND);
    }

    private Reading during(Runnable task) throws IOException {
        Reading before = Reading.of(cluster, statements);
        task.run();
        return Reading.of(cluster, statements).since(before);
    }

    private void passAtEach() throws IOException {
        for (BenchServer node : cluster.nodes()) {
            pass(new Routes(node, inhabitants, Scale.full(), keys).pass(KEYS));
        }
    }

    private void pass(Route route) {
        Load load = wrk.runOnce(route, LONGEST_PASS);
        if (load.refused() + load.broken() > 0) {
            throw new Failure(
                    "The pass over the keys had %.0f wrong answers".formatted(load.refused() + load.broken()));
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while it measured");
        }
    }
}
