package io.weavz.identity.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The steps of the journey under JMH, in a JVM of its own. */
final class Core {
    private static final long SECONDS = 600;

    private Core() {}

    /** Nanoseconds and allocated bytes of one call. */
    record Step(String name, double nanos, double error, double bytes) {}

    static List<Step> measure(Workplace place, Scale scale) throws IOException {
        Path target = place.bench().resolve("core/target");
        Path json = place.load().resolve("jmh.json");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                "org.openjdk.jmh.Main",
                "-prof",
                "gc",
                "-foe",
                "true",
                "-rf",
                "json",
                "-rff",
                json.toString()));
        command.addAll(scale.jmh());
        Command.run("JMH", SECONDS, command);
        List<Step> steps = new ArrayList<>();
        for (JsonNode benchmark : new ObjectMapper().readTree(json.toFile())) {
            String name = benchmark.path("benchmark").asText();
            steps.add(new Step(
                    name.substring(name.lastIndexOf('.') + 1),
                    benchmark.at("/primaryMetric/score").asDouble(),
                    benchmark.at("/primaryMetric/scoreError").asDouble(),
                    benchmark.at("/secondaryMetrics/gc.alloc.rate.norm/score").asDouble()));
        }
        return steps;
    }
}
