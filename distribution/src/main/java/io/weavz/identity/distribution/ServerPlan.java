package io.weavz.identity.distribution;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to start: from which checkout, with data in which folder, and with which of Keycloak's options beside our own.
 *
 * @param logFile where Keycloak's output goes; to the launcher's own output when absent
 * @param openDatabase whether another process may connect to the database, as tests do
 * @param environment what the process gets beside this one's own environment, such as the realm's variables
 */
public record ServerPlan(
        Checkout checkout,
        Path data,
        KeycloakOptions options,
        Optional<Path> logFile,
        boolean openDatabase,
        Map<String, String> environment) {
    private static final String HTTP_PORT = "8080";
    private static final int MANAGEMENT_PORT = 9000;
    private static final List<String> POSTGRES_ELSEWHERE = List.of("db-url", "db-url-host");

    public ServerPlan {
        options = defaults(options).overriddenBy(options);
        environment = Map.copyOf(environment);
    }

    /** For a person at a terminal. */
    static ServerPlan forRun(Checkout checkout, Path data, KeycloakOptions options) {
        return new ServerPlan(checkout, data, options, Optional.empty(), false, Map.of());
    }

    int httpPort() {
        return port("http-port");
    }

    int managementPort() {
        return port("http-management-port");
    }

    /** The address that clients on this machine use. */
    String clientHost() {
        String host = options.get("http-host", "");
        return host.equals("0.0.0.0") ? "127.0.0.1" : host;
    }

    String httpPath() {
        return path(options.get("http-relative-path", ""));
    }

    String managementPath() {
        return path(options.get("http-management-relative-path", httpPath()));
    }

    boolean onPostgres() {
        return options.get("db", "").equals("postgres");
    }

    /** A PostgreSQL or another database that the person runs and names in Keycloak's own options. */
    boolean onDatabaseElsewhere() {
        boolean ours = onPostgres() || options.get("db", "").equals("dev-file");
        return !ours || POSTGRES_ELSEWHERE.stream().anyMatch(options::has);
    }

    /** One line for a port that another program holds: before anything is built or started. */
    void demandFreePort() {
        if (!Ports.isFree(options.get("http-host", ""), httpPort())) {
            throw new CannotStart("Port " + httpPort() + " is in use: choose another with --http-port=…");
        }
    }

    private int port(String option) {
        try {
            return Integer.parseInt(options.get(option, ""));
        } catch (NumberFormatException e) {
            throw new CannotStart("--" + option + " takes a number, not " + options.get(option, ""));
        }
    }

    private static KeycloakOptions defaults(KeycloakOptions chosen) {
        String host = chosen.get("http-host", "127.0.0.1");
        boolean usual = Ports.isFree(host, MANAGEMENT_PORT);
        int management = usual || chosen.has("http-management-port") ? MANAGEMENT_PORT : Ports.free();
        return KeycloakOptions.parse(List.of(
                "--db=dev-file",
                "--health-enabled=true",
                "--metrics-enabled=true",
                "--http-enabled=true",
                "--http-host=" + host,
                "--http-port=" + HTTP_PORT,
                "--http-management-port=" + management,
                "--hostname-strict=false",
                "--cache=local",
                // Our own polling for readiness would fill the log.
                "--log-level-io.smallrye.health=warn",
                // A dashboard in development runs on a port of this machine, and is tried out faster than people type.
                "--spi-weavz--identity--trusted-origins=http://localhost:*,http://127.0.0.1:*",
                "--spi-weavz--identity--rate-limits=false",
                "--import-realm"));
    }

    private static String path(String configured) {
        String trimmed = configured.endsWith("/") ? configured.substring(0, configured.length() - 1) : configured;
        return trimmed.isEmpty() || trimmed.startsWith("/") ? trimmed : "/" + trimmed;
    }
}
