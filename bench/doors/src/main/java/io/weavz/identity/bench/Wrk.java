package io.weavz.identity.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The load generator: one thread, connections that stay open, as fast as the server answers. */
final class Wrk {
    private static final int CONNECTIONS = 16;
    private static final int GRACE_SECONDS = 60;
    private static final String RESULT = "result ";

    private final SplittableRandom random = new SplittableRandom();
    private final Path script;

    Wrk(Path folder) {
        script = folder.resolve("load.lua");
        try (InputStream resource = Wrk.class.getResourceAsStream("load.lua")) {
            Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a load came to; percentiles of a load that nobody answered are zero.
     *
     * @param p50 and the other percentiles in microseconds
     * @param refused answers of a status from 400 on
     * @param broken requests without an answer
     * @param clientMicros CPU of the generator itself
     */
    record Load(
            double requests,
            double seconds,
            double p50,
            double p99,
            double p999,
            double refused,
            double broken,
            double clientMicros) {}

    /** Begins anywhere in the sequence of pieces, so that no two runs send the same. */
    Load run(Route route, Duration duration) {
        return run(route, duration, Map.of("START", Integer.toString(random.nextInt(1 << 20))));
    }

    /** Every piece once from the first to the last, as far as the time suffices. */
    Load runOnce(Route route, Duration atMost) {
        return run(route, atMost, Map.of("START", "0", "ONCE", "yes"));
    }

    private Load run(Route route, Duration duration, Map<String, String> order) {
        double before = Proc.cpuMicrosOfEndedChildren();
        String output = Command.run(
                "wrk at " + route.name(),
                duration.toSeconds() + GRACE_SECONDS,
                script.getParent(),
                environment(route.request().get(), order),
                List.of(
                        "wrk",
                        "-t1",
                        "-c" + CONNECTIONS,
                        "-d" + duration.toSeconds() + "s",
                        "--timeout",
                        "5s",
                        "-s",
                        script.toString(),
                        route.target().url().toString()));
        double client = Proc.cpuMicrosOfEndedChildren() - before;
        double[] v = output.lines()
                .filter(line -> line.startsWith(RESULT))
                .findFirst()
                .map(line -> List.of(line.substring(RESULT.length()).split(" ")).stream()
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .orElseThrow(() -> new Failure("wrk at " + route.name() + " said nothing:\n" + output));
        return new Load(v[0], v[1] / 1e6, v[2], v[3], v[4], v[5], v[6], client);
    }

    private static Map<String, String> environment(Request request, Map<String, String> order) {
        Map<String, String> environment = new HashMap<>(order);
        environment.putAll(Map.of("HEAD", request.head(), "TAIL", request.tail()));
        request.pieces()
                .ifPresent(pieces -> environment.putAll(Map.of(
                        "PIECES", pieces.file().toString(),
                        "WIDTH", Integer.toString(pieces.width()),
                        "PICKS", pieces.picks().toString())));
        return environment;
    }
}
