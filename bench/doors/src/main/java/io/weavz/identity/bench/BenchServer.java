package io.weavz.identity.bench;

import io.weavz.identity.distribution.Checkout;
import io.weavz.identity.distribution.KeycloakAdmin;
import io.weavz.identity.distribution.KeycloakOptions;
import io.weavz.identity.distribution.RunningServer;
import io.weavz.identity.distribution.ServerPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The server under test, with its PostgreSQL; restarts keep address and data. */
final class BenchServer implements Target, AutoCloseable {
    private final Checkout checkout;
    private final Path data;
    private final Map<String, String> environment;
    private final int port = freePort();
    private final int managementPort = freePort();
    private RunningServer server;
    private long pid;

    BenchServer(Checkout checkout, Path data, String heap) throws IOException {
        this(checkout, data, heap, Map.of());
    }

    /** @param more for the environment of its process */
    BenchServer(Checkout checkout, Path data, String heap, Map<String, String> more) throws IOException {
        this.checkout = checkout;
        this.data = data;
        this.environment = new HashMap<>(Map.of("JAVA_OPTS_KC_HEAP", "-Xms" + heap + " -Xmx" + heap));
        environment.putAll(more);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Stops the server if it runs, and answers when it is ready again. */
    void restart(String... options) throws IOException {
        close();
        List<String> all = new ArrayList<>(List.of(
                "--db=postgres",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--spi-weavz--identity--rate-limits=false"));
        all.addAll(List.of(options));
        Path log = data.resolve("server.log");
        server = RunningServer.start(
                new ServerPlan(checkout, data, KeycloakOptions.parse(all), Optional.of(log), false, environment),
                System.out);
        pid = ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::pid)
                .filter(child -> Proc.commandLine(child).contains("--http-port=" + port)
                        && Proc.commandLine(child).contains("kc.home.dir"))
                .findFirst()
                .orElseThrow(() -> new Failure("The server's process is not found"));
    }

    @Override
    public URI url() {
        return server.rootUrl();
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public Optional<Jvm> jvm() {
        return Optional.of(new Jvm(pid, URI.create(server.managementUrl() + "/metrics")));
    }

    String realmUrl() {
        return server.realmUrl().toString();
    }

    String bootstrapServiceKey() {
        return server.secrets().bootstrapServiceKey();
    }

    KeycloakAdmin admin() {
        return new KeycloakAdmin(server.rootUrl(), server.secrets().keycloakAdminPassword());
    }

    String pepper() throws IOException {
        return Files.readString(data.resolve("secrets/pepper")).strip();
    }

    Connection jdbc() throws SQLException {
        return server.jdbc();
    }

    /** The superuser's, for peers that keep their data in the same PostgreSQL. */
    String databasePassword() throws IOException {
        return Files.readString(data.resolve("secrets/database-password")).strip();
    }

    /** The process of PostgreSQL from which its other ones descend. */
    long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
