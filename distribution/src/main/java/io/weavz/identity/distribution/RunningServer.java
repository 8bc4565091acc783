package io.weavz.identity.distribution;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keycloak with our extension and its database, started and answering. It stops, Keycloak first and its database after
 * it, when closed and when this JVM is asked to end.
 */
public final class RunningServer implements AutoCloseable {
    private static final Duration READY = Duration.ofMinutes(5);
    private static final Duration BOOTSTRAP_KEY_LIFE = Duration.ofDays(30);
    private static final int LAST_LINES = 40;

    private final ServerPlan plan;
    private final ClosingOrder closing = new ClosingOrder();
    private Secrets secrets;
    private Optional<Database> database = Optional.empty();
    private KeycloakProcess keycloak;

    private RunningServer(ServerPlan plan) {
        this.plan = plan;
    }

    /** Blocks until the server is ready to answer; the first start of a checkout builds it, which takes a while. */
    public static RunningServer start(ServerPlan plan, PrintStream progress) throws IOException {
        RunningServer server = new RunningServer(plan);
        try {
            server.start(progress);
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public URI rootUrl() {
        return URI.create("http://" + plan.clientHost() + ":" + plan.httpPort() + plan.httpPath());
    }

    /** The base URL of the API: every path of the contract hangs below it. */
    public URI realmUrl() {
        return URI.create(rootUrl() + "/realms/weavz");
    }

    public URI managementUrl() {
        return URI.create("http://" + plan.clientHost() + ":" + plan.managementPort() + plan.managementPath());
    }

    /** The server's own database; for tests that look behind the doors. */
    public Connection jdbc() throws SQLException {
        return database.orElseThrow().connect();
    }

    public Secrets secrets() {
        return secrets;
    }

    /** Keycloak's own process, below the script that started it; for tests that hold or kill it. */
    public ProcessHandle process() {
        return keycloak.java();
    }

    /** Blocks until Keycloak ends, whoever ended it, and answers its exit code. */
    int awaitEnd() throws InterruptedException {
        return keycloak.awaitEnd();
    }

    @Override
    public void close() {
        closing.close();
    }

    private void start(PrintStream progress) throws IOException {
        plan.demandFreePort();
        DataDirectory data = closing.add(DataDirectory.open(plan.data()));
        secrets = data.secrets();
        ServerHome home = new Assembly(plan.checkout(), progress).assemble(plan.options());
        database = startDatabase(data.folder());
        keycloak = closing.add(new KeycloakProcess(command(home).start()));
        awaitReady();
    }

    private Optional<Database> startDatabase(Path data) throws IOException {
        if (plan.onDatabaseElsewhere()) {
            return Optional.empty();
        }
        if (!plan.onPostgres()) {
            return Optional.of(new H2Database(data.resolve("h2"), secrets.databasePassword(), plan.openDatabase()));
        }
        return Optional.of(closing.add(PostgresDatabase.start(
                plan.checkout().postgresBinaries(), data.resolve("postgres"), secrets.databasePassword())));
    }

    private ProcessBuilder command(ServerHome home) {
        List<String> arguments = new ArrayList<>(List.of("start", "--optimized"));
        arguments.addAll(plan.options().forStart());
        arguments.add("--spi-weavz--identity--pepper-file=" + secrets.pepperFile());
        ProcessBuilder builder = home.command(arguments).redirectErrorStream(true);
        plan.logFile().ifPresentOrElse(file -> builder.redirectOutput(file.toFile()), builder::inheritIO);
        builder.environment().putAll(plan.environment());
        builder.environment().putAll(environment());
        return builder;
    }

    /** Secrets travel here: command lines are readable by every user of a machine. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.USERNAME,
                "KC_BOOTSTRAP_ADMIN_PASSWORD", secrets.keycloakAdminPassword(),
                "KC_SPI_WEAVZ__IDENTITY__BOOTSTRAP_SERVICE_KEY", secrets.bootstrapServiceKey(),
                "KC_SPI_WEAVZ__IDENTITY__BOOTSTRAP_SERVICE_KEY_EXPIRES", bootstrapKeyExpiry()));
        database.ifPresent(d -> environment.putAll(Map.of(
                "KC_DB_URL", d.url(),
                "KC_DB_USERNAME", d.user(),
                "KC_DB_PASSWORD", d.password())));
        if (plan.openDatabase()) {
            environment.put("JAVA_OPTS_APPEND", "-Dh2.bindAddress=127.0.0.1");
        }
        return environment;
    }

    private static String bootstrapKeyExpiry() {
        return Instant.now()
                .plus(BOOTSTRAP_KEY_LIFE)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private void awaitReady() throws IOException {
        try {
            if (!keycloak.awaitReady(URI.create(managementUrl() + "/health/ready"), READY)) {
                throw new CannotStart(notReady());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Keycloak started", e);
        }
    }

    private String notReady() throws IOException {
        String what = keycloak.isAlive() ? "Keycloak is not ready after " + READY : "Keycloak ended while it started";
        return plan.logFile().isEmpty()
                ? what + ": see its output above"
                : what + "; the end of " + plan.logFile().get() + ":\n"
                        + LogTail.of(plan.logFile().get(), LAST_LINES);
    }
}
