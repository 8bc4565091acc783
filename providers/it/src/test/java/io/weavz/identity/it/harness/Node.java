package io.weavz.identity.it.harness;

import io.weavz.identity.distribution.KeycloakAdmin;
import io.weavz.identity.distribution.KeycloakOptions;
import io.weavz.identity.distribution.RunningServer;
import io.weavz.identity.distribution.ServerPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One server of a cluster. It keeps its ports when it is stopped, killed and started again. */
public final class Node implements WeavzServer {
    /** How often a node writes what it has counted. */
    public static final Duration FLUSH = Duration.ofSeconds(10);

    /** Three servers, a database and the tests share one machine. */
    private static final String HEAP = "-Xms256m -Xmx700m";

    private final String name;
    private final Cluster cluster;
    private final Path data;
    private final List<String> options;
    private final List<String> inCluster;
    private final List<Path> logs = new ArrayList<>();
    private RunningServer server;
    private CompletableFuture<ProcessHandle> ended;

    /**
     * @param databasePort of PostgreSQL, or of a line to it
     * @param clusterPort where the other nodes reach it
     * @param publicUrl the one address that all nodes give out, as behind a load balancer; issuers of tokens have it
     */
    Node(String name, Cluster cluster, Path data, int databasePort, int clusterPort, int httpPort, String publicUrl)
            throws IOException {
        this.name = name;
        this.cluster = cluster;
        this.data = data;
        this.options = List.of(
                "--db=postgres",
                "--db-url=jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres",
                "--db-connect-timeout=2s",
                "--http-port=" + httpPort,
                "--http-management-port=" + Ports.free(),
                "--hostname=" + publicUrl,
                "--spi-weavz--identity--flush-interval=" + FLUSH.toSeconds(),
                "--log-level=info,io.weavz:debug",
                "--spi-cache-embedded--default--node-name=node-" + name.toLowerCase());
        this.inCluster = List.of(
                "--cache=ispn",
                "--cache-embedded-network-bind-address=127.0.0.1",
                "--cache-embedded-network-bind-port=" + clusterPort);
    }

    /** Starts it, as a member of the cluster, and waits until it answers. */
    public void start() {
        start(inCluster, HEAP);
    }

    /** Starts it as a member of the cluster with so little memory that one request can use it up. */
    public void startShortOfMemory() {
        start(inCluster, "-Xms128m -Xmx320m");
    }

    /** Starts it with caches of its own: it hears nothing from the other nodes. */
    public void startAlone() {
        start(List.of("--cache=local"), HEAP);
    }

    private void start(List<String> more, String heap) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        logs.add(data.resolve("server-" + (logs.size() + 1) + ".log"));
        try {
            Files.createDirectories(data);
            server = RunningServer.start(
                    new ServerPlan(
                            cluster.checkout(),
                            data,
                            KeycloakOptions.parse(all),
                            Optional.of(logs.get(logs.size() - 1)),
                            false,
                            environment(heap)),
                    System.out);
            ended = server.process().onExit();
        } catch (IOException e) {
            throw new UncheckedIOException("Node " + name + " does not start", e);
        }
    }

    private Map<String, String> environment(String heap) {
        return Map.of(
                "KC_DB_USERNAME",
                cluster.databaseUser(),
                "KC_DB_PASSWORD",
                Cluster.DATABASE_PASSWORD,
                "JAVA_OPTS_KC_HEAP",
                heap);
    }

    /** As an operator stops it. */
    public void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** As the machine's end stops it. */
    public void kill() {
        ProcessHandle process = server.process();
        process.destroyForcibly();
        process.onExit().join();
        // What is left is the script that started it, and the lock of its folder.
        server.close();
    }

    /** Waits until it has ended by itself, and says whether it did. */
    public boolean hasEndedWithin(Duration patience) {
        try {
            ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            server.close();
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds the process: it neither answers nor listens, and does not know it. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        Command.run("kill", "-" + signal, Long.toString(server.process().pid()));
    }

    /** Asks the door for gateways about a credential. */
    public Http verify(String token) {
        return Http.get(url() + "/api/v1/verify").bearer(token);
    }

    /** The same for the path of an MCP server. */
    public Http verify(String token, String mcpServer) {
        return Http.get(url() + "/api/v1/verify?server=" + mcpServer).bearer(token);
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
        return cluster.jdbc();
    }

    @Override
    public String bootstrapServiceKey() {
        return server.secrets().bootstrapServiceKey();
    }

    @Override
    public String adminToken() {
        return admin().token();
    }

    @Override
    public String operatorToken() {
        return admin().operatorToken();
    }

    private KeycloakAdmin admin() {
        return new KeycloakAdmin(server.rootUrl(), server.secrets().keycloakAdminPassword());
    }

    /** What it has logged since its last start. */
    @Override
    public String log() {
        try {
            return new String(Files.readAllBytes(logs.get(logs.size() - 1)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
