package io.weavz.identity.it.harness;

import io.weavz.identity.distribution.Checkout;
import io.weavz.identity.distribution.KeycloakAdmin;
import io.weavz.identity.distribution.KeycloakOptions;
import io.weavz.identity.distribution.RunningServer;
import io.weavz.identity.distribution.ServerPlan;
import io.weavz.identity.it.harness.social.SocialProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The server that {@code ./dev run} starts, with empty data and on free ports. */
final class ProcessServer implements WeavzServer {
    private final ServerPlan plan;
    private final KeycloakAdmin admin;
    private final Path log;
    private RunningServer server;

    private ProcessServer(ServerPlan plan, RunningServer server, Path log) {
        this.plan = plan;
        this.server = server;
        this.admin = new KeycloakAdmin(server.rootUrl(), server.secrets().keycloakAdminPassword());
        this.log = log;
    }

    static ProcessServer start() {
        try {
            Path data = emptied(Path.of(System.getProperty("weavz.it.target", "target"), "data", database()));
            Path log = data.resolve("server.log");
            Checkout checkout = new Checkout(Path.of(System.getProperty("weavz.root", "../..")));
            ServerPlan plan = new ServerPlan(checkout, data, options(), Optional.of(log), true, environment());
            return new ProcessServer(plan, RunningServer.start(plan, System.out), log);
        } catch (IOException e) {
            throw new UncheckedIOException("The server for the tests does not start", e);
        }
    }

    /** Stops it, and starts it with its data at the addresses it had. */
    void restart(Runnable meanwhile) {
        server.close();
        try {
            meanwhile.run();
        } finally {
            try {
                server = RunningServer.start(plan, System.out);
            } catch (IOException e) {
                throw new UncheckedIOException("The server does not start again", e);
            }
        }
    }

    /** The realm sends mail to the tests, and people sign in by providers that are played on this machine. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Mailbox.environment());
        environment.putAll(SocialProviders.environment());
        return environment;
    }

    private static KeycloakOptions options() throws IOException {
        return KeycloakOptions.parse(List.of(
                "--db=" + database(),
                "--http-port=" + Ports.free(),
                "--http-management-port=" + Ports.free(),
                "--log-level=info,io.weavz:debug",
                // In pictures, instead of the machine's.
                "--spi-cache-embedded--default--node-name=node-1",
                // Tests send more in a second than a person in an hour; those about limits make their own.
                "--spi-weavz--identity--rate-limits=false",
                "--spi-weavz--identity--fast-verify=" + Weavz.isFast(),
                "--spi-weavz--identity--flush-interval=1",
                // Long enough to sign in and go on, short enough to wait for its end.
                "--spi-weavz--identity--sign-in-age=" + WeavzServer.SIGN_IN_AGE.toSeconds(),
                "--spi-weavz--identity--trusted-origins=http://localhost:3001"));
    }

    private static String database() {
        return Weavz.onPostgres() ? "postgres" : "dev-file";
    }

    /** The data of the last run stays until the next, for whoever wants to look into it. */
    static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    @Override
    public String rootUrl() {
        return server.rootUrl().toString();
    }

    @Override
    public String managementUrl() {
        return server.managementUrl().toString();
    }

    @Override
    public Connection jdbc() throws SQLException {
        return server.jdbc();
    }

    @Override
    public String bootstrapServiceKey() {
        return server.secrets().bootstrapServiceKey();
    }

    @Override
    public String adminToken() {
        return admin.token();
    }

    @Override
    public String operatorToken() {
        return admin.operatorToken();
    }

    @Override
    public String log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
