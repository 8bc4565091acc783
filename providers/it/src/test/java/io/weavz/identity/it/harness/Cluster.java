package io.weavz.identity.it.harness;

import io.weavz.identity.distribution.Checkout;
import io.weavz.identity.distribution.PostgresDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Three servers with the same secrets and one PostgreSQL. C reaches the database by a line that can be cut; the address
 * that all give out leads to A. Tests share it, and leave it as they found it: three nodes that answer.
 */
public final class Cluster {
    static final String DATABASE_PASSWORD = "of-the-cluster-tests";

    private static final List<String> SHARED_SECRETS =
            List.of("pepper", "bootstrap-service-key", "keycloak-admin-password");
    private static final int FIRST_PORT = 27_800;
    private static final int LAST_PORT = 29_800;
    private static final int PORTS_BETWEEN = 10;

    private static Cluster running;

    private final Checkout checkout;
    private final Path folder;
    private final int databasePort;
    private final Line line;
    private final Node a;
    private final Node b;
    private final Node c;
    private PostgresDatabase database;

    private Cluster(Checkout checkout, Path folder) throws IOException {
        this.checkout = checkout;
        this.folder = folder;
        this.databasePort = Ports.free();
        this.line = Line.to(databasePort);
        int port = freePorts();
        int portOfA = Ports.free();
        String publicUrl = "http://127.0.0.1:" + Line.to(portOfA).port();
        this.a = new Node("A", this, folder.resolve("a"), databasePort, port, portOfA, publicUrl);
        this.b = new Node("B", this, folder.resolve("b"), databasePort, port + PORTS_BETWEEN, Ports.free(), publicUrl);
        this.c = new Node(
                "C", this, folder.resolve("c"), line.port(), port + 2 * PORTS_BETWEEN, Ports.free(), publicUrl);
    }

    /** The one cluster of this JVM; the server that {@link Weavz#server()} names is its node A. */
    public static Cluster running() {
        Weavz.server();
        return running;
    }

    /** Until every node reads the database: a test that fails in the middle of an outage is not to fail the next ones. */
    public void awaitAnswers() {
        People.await(() -> nodes().stream()
                .allMatch(node -> Http.get(node.url() + "/api/v1/service-keys")
                                .header("X-Service-Key", a.bootstrapServiceKey())
                                .send()
                                .status()
                        != 503));
    }

    /** The first node makes the secrets, the schema and the realm. */
    static Cluster start() {
        try {
            Path folder =
                    ProcessServer.emptied(Path.of(System.getProperty("weavz.it.target", "target"), "data", "cluster"));
            Cluster cluster = new Cluster(new Checkout(Path.of(System.getProperty("weavz.root", "../.."))), folder);
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop, "stop-cluster"));
            cluster.startDatabase();
            cluster.a.start();
            for (Node node : List.of(cluster.b, cluster.c)) {
                cluster.shareSecrets(node.toString().toLowerCase());
                node.start();
            }
            running = cluster;
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException("The cluster does not start", e);
        }
    }

    public Node a() {
        return a;
    }

    public Node b() {
        return b;
    }

    public Node c() {
        return c;
    }

    public List<Node> nodes() {
        return List.of(a, b, c);
    }

    public Line lineOfC() {
        return line;
    }

    public void stopDatabase() {
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the data it had. */
    public void startDatabase() {
        try {
            database = PostgresDatabase.start(
                    checkout.postgresBinaries(), folder.resolve("postgres"), DATABASE_PASSWORD, databasePort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * No file of PostgreSQL may grow beyond so many bytes, and nothing is written beyond them: to PostgreSQL that is a
     * disk that is full. One that is started later has all the space again.
     */
    public void limitFiles(long bytes) {
        setFileLimit(Long.toString(bytes));
    }

    public void freeFiles() {
        setFileLimit("unlimited");
    }

    private void setFileLimit(String bytes) {
        ProcessHandle first = postgres();
        // Those that it starts from now on have its limit.
        Stream.concat(Stream.of(first), Stream.of(first).flatMap(ProcessHandle::children))
                .forEach(process -> setFileLimit(process, bytes));
    }

    private static void setFileLimit(ProcessHandle process, String bytes) {
        try {
            Command.run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":");
        } catch (IllegalStateException failed) {
            // PostgreSQL ends a process of its own at any time, such as one that has cleaned up a table.
            if (process.isAlive()) {
                throw failed;
            }
        }
    }

    /** Ended by itself, such as after its log could not be written. */
    public boolean isDatabaseEnded() {
        return !Files.exists(postmasterFile());
    }

    private ProcessHandle postgres() {
        try {
            return ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(postmasterFile()).get(0)))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path postmasterFile() {
        return folder.resolve("postgres").resolve("postmaster.pid");
    }

    public Connection jdbc() throws SQLException {
        return database.connect();
    }

    Checkout checkout() {
        return checkout;
    }

    String databaseUser() {
        return database.user();
    }

    private void shareSecrets(String node) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve(node).resolve("secrets"));
        for (String name : SHARED_SECRETS) {
            Files.copy(folder.resolve("a").resolve("secrets").resolve(name), secrets.resolve(name));
        }
    }

    /** The nodes first: each would wait for a database that is gone. */
    private void stop() {
        nodes().forEach(Node::stop);
        stopDatabase();
    }

    private static int freePorts() {
        for (int first = FIRST_PORT; first < LAST_PORT; first += 10 * PORTS_BETWEEN) {
            if (Ports.isFree(first) && Ports.isFree(first + PORTS_BETWEEN) && Ports.isFree(first + 2 * PORTS_BETWEEN)) {
                return first;
            }
        }
        throw new IllegalStateException("No free ports between " + FIRST_PORT + " and " + LAST_PORT);
    }
}
