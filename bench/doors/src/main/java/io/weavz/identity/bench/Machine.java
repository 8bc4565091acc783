package io.weavz.identity.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** On what and with what was measured. */
final class Machine {
    private static final double MEGABYTE = 1024;

    private Machine() {}

    /** Read before anything is started, for the load average. */
    static Map<String, String> facts(Arguments arguments) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put(
                "CPU",
                line("/proc/cpuinfo", "model name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put("memory", "%.0f MB".formatted(kilobytes() / MEGABYTE));
        facts.put(
                "kernel",
                Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip().split("-")[0]);
        facts.put(
                "load average before",
                Stream.of(Files.readString(Path.of("/proc/loadavg")).split(" "))
                        .limit(3)
                        .collect(Collectors.joining(" ")));
        facts.put("JDK", Runtime.version() + ", " + System.getProperty("java.vendor"));
        facts.put("server's heap", arguments.heap());
        return facts;
    }

    static void addVersions(Map<String, String> facts, Workplace place, Connection connection, boolean peers)
            throws IOException, SQLException {
        facts.put("PostgreSQL", connection.getMetaData().getDatabaseProductVersion());
        facts.put("Keycloak", keycloak(place));
        facts.put("load", "wrk, 1 thread, 16 connections, on the same machine");
        if (peers) {
            facts.put(
                    "Node.js",
                    Command.run("node", 10, List.of("node", "--version")).strip());
            facts.put(
                    "better-auth",
                    version(place, "better-auth") + ", api-key plugin " + version(place, "@better-auth/api-key"));
        }
    }

    private static String keycloak(Workplace place) throws IOException {
        try (var files = Files.list(place.root().resolve("distribution/target"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("keycloak-") && name.endsWith(".tar.gz"))
                    .map(name -> name.substring("keycloak-".length(), name.length() - ".tar.gz".length()))
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String version(Workplace place, String module) throws IOException {
        Path json = place.target().resolve("peers/better-auth/node_modules/" + module + "/package.json");
        return new ObjectMapper().readTree(json.toFile()).path("version").asText();
    }

    private static double kilobytes() throws IOException {
        return Double.parseDouble(line("/proc/meminfo", "MemTotal").split(" ")[0]);
    }

    private static String line(String file, String start) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}
