package io.weavz.identity.bench;

import io.weavz.identity.bench.Report.Findings;
import io.weavz.identity.distribution.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;

/** {@code ./dev bench}: starts, fills and loads a server and its peers, and says what a request costs. */
public final class Bench {
    private static final String FAST_VERIFY = "fast-verify";

    private final Arguments arguments;
    private final Scale scale;
    private final Workplace place;
    private final Results results = new Results();
    private final List<String> notes = new ArrayList<>();
    private final long start = System.nanoTime();

    private Bench(Arguments arguments, Workplace place) {
        this.arguments = arguments;
        this.scale = arguments.scale();
        this.place = place;
    }

    /** The property {@code weavz.root} names the checkout; arguments are those of {@link Arguments#HELP}. */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Arguments.HELP);
            return;
        }
        try {
            Path root =
                    Path.of(System.getProperty("weavz.root")).toAbsolutePath().normalize();
            Bench bench = new Bench(Arguments.parse(arguments), new Workplace(root));
            bench.endAfterLimit();
            if (bench.arguments.nodes()) {
                bench.runNodes();
            } else {
                bench.run();
            }
            System.exit(0);
        } catch (Failure | CannotStart e) {
            System.err.println("The benchmark failed: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Whatever hangs: ending this JVM ends all that it started. */
    private void endAfterLimit() {
        TimerTask end = new TimerTask() {
            @Override
            public void run() {
                System.err.println("The benchmark failed: it took longer than " + scale.limit());
                System.exit(1);
            }
        };
        new Timer("limit", true).schedule(end, scale.limit().toMillis());
    }

    private void run() throws IOException, SQLException {
        Map<String, String> machine = Machine.facts(arguments);
        place.empty();
        KeyMemory memory;
        ColdStart cold;
        try (BenchServer server = new BenchServer(place.checkout(), place.data(), arguments.heap())) {
            say("Starting and filling a server");
            server.restart();
            Routes routes = fill(server);
            boolean peers = arguments.peers() && hasBetterAuth();
            say("Starting it again, with nothing in its memory");
            server.restart();
            try (Connection connection = server.jdbc()) {
                Machine.addVersions(machine, place, connection, peers);
            }
            Wrk wrk = new Wrk(place.load());
            memory = measureRoutes(server, routes, wrk, peers);
            say("Starting it again, under full load at once");
            server.restart();
            cold = coldStart(server, routes, wrk);
            withoutFastVerify(server, routes, wrk);
        }
        say("Measuring the core");
        publish(new Findings(machine, results, cold, memory, Core.measure(place, scale), notes));
    }

    private void runNodes() throws IOException, SQLException {
        Map<String, String> machine = Machine.facts(arguments);
        place.empty();
        try (Cluster cluster = new Cluster(place, arguments.heap())) {
            say("Starting and filling a server");
            NodeCosts costs = NodeCosts.prepare(cluster, place);
            try (Connection connection = cluster.jdbc()) {
                Machine.addVersions(machine, place, connection, false);
            }
            publishNodes(Report.ofNodes(machine, costs.measure(this::say)));
        }
    }

    private Routes fill(BenchServer server) throws IOException, SQLException {
        Inhabitants inhabitants = Inhabitants.settle(server);
        KeyTable table = new KeyTable(server.pepper(), inhabitants.organizationIds());
        try (Connection connection = server.jdbc()) {
            Pieces keys = table.fill(connection, scale.largeKeys(), place.keys());
            Statements.enable(connection);
            return new Routes(server, inhabitants, scale, keys);
        }
    }

    private boolean hasBetterAuth() {
        Optional<String> trouble = BetterAuth.install(place);
        trouble.ifPresent(this::note);
        return trouble.isEmpty();
    }

    private KeyMemory measureRoutes(BenchServer server, Routes routes, Wrk wrk, boolean peers)
            throws IOException, SQLException {
        if (!peers) {
            return measure(server, routes, wrk, List.of());
        }
        say("Starting better-auth");
        try (BetterAuth onPostgres = BetterAuth.onPostgres(place, server, scale);
                BetterAuth onMap = BetterAuth.onMap(place, server, scale)) {
            return measure(server, routes, wrk, List.of(onPostgres.route(), onMap.route()));
        }
    }

    private KeyMemory measure(BenchServer server, Routes routes, Wrk wrk, List<Route> peers)
            throws IOException, SQLException {
        try (Statements statements = Statements.counter(server.jdbc())) {
            Meter meter = new Meter(wrk, server, statements);
            say("One pass over all keys");
            new Rounds(meter, List.of(routes.oneKey())).warmUp(scale.warmUp());
            KeyMemory memory = KeyMemory.measure(
                    wrk, routes.pass(scale.largeKeys()), server.jvm().orElseThrow(), scale);
            List<Route> all = new ArrayList<>(routes.all());
            all.addAll(peers);
            Rounds rounds = new Rounds(meter, all);
            say("Warming " + all.size() + " routes up");
            rounds.warmUp(scale.warmUp());
            rounds.run(results, scale.rounds(), scale.run(), () -> elapsed().compareTo(scale.roundsEnd()) > 0);
            return memory;
        }
    }

    private ColdStart coldStart(BenchServer server, Routes routes, Wrk wrk) throws IOException, SQLException {
        double warm = results.median(Routes.BY_KEY, Figures::p50);
        try (Statements statements = Statements.counter(server.jdbc())) {
            return ColdStart.measure(wrk, routes.byKey(), statements, scale.coldSeconds(), warm);
        }
    }

    /** The same requests by the way they take without the fast route, where this checkout has one. */
    private void withoutFastVerify(BenchServer server, Routes routes, Wrk wrk) throws IOException, SQLException {
        if (!Files.readString(place.docs().resolve("configuration.md")).contains("`" + FAST_VERIFY + "`")) {
            note("There is no option " + FAST_VERIFY + " in this checkout, so verify has only one way.");
            return;
        }
        say("Starting it again, without the fast route");
        server.restart("--spi-weavz--identity--" + FAST_VERIFY + "=false");
        try (Statements statements = Statements.counter(server.jdbc())) {
            Route slow = new Route(
                    Routes.BY_KEY + ", " + FAST_VERIFY + "=false",
                    server,
                    routes.byKey().request(),
                    0);
            Rounds rounds = new Rounds(new Meter(wrk, server, statements), List.of(slow));
            rounds.warmUp(scale.warmUp().multipliedBy(8));
            rounds.run(results, scale.rounds(), scale.run(), () -> false);
        }
    }

    private void publish(Findings findings) throws IOException {
        String report = Report.of(findings, scale, Publication.PLOT);
        String plot = Plot.of(results);
        Publication publication = new Publication(place);
        System.out.println("\n" + report);
        say("Written to " + publication.save(report, plot));
        if (arguments.write()) {
            publication.write(report, plot);
        }
    }

    private void publishNodes(String report) throws IOException {
        Publication publication = new Publication(place);
        System.out.println("\n" + report);
        say("Written to " + publication.saveNodes(report));
        if (arguments.write()) {
            publication.writeNodes(report);
        }
    }

    private void note(String note) {
        notes.add(note);
        say(note);
    }

    private void say(String line) {
        System.out.println("[" + elapsed().toSeconds() + " s] " + line);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
