package io.weavz.identity.it.harness;

import java.util.List;

/** What a server counts for whoever watches it. */
public final class Metrics {
    private Metrics() {}

    /** Decisions at verify so far with all of these labels, such as {@code by="event_loop"}. */
    public static double verified(WeavzServer server, String... labels) {
        return Http.get(server.managementUrl() + "/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith("weavz_access_decisions_total{") && line.contains("door=\"verify\""))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
