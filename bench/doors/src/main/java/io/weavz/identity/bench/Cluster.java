package io.weavz.identity.bench;

import io.weavz.identity.distribution.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Servers with the same secrets in one cluster of Keycloak; the first has brought the PostgreSQL of all. */
final class Cluster implements AutoCloseable {
    private static final List<String> SHARED_SECRETS =
            List.of("pepper", "bootstrap-service-key", "keycloak-admin-password");
    /** Below those that the system gives to whoever connects. */
    private static final int FIRST_PORT = 30_000;

    private static final int PORTS_BETWEEN = 10;

    private final Checkout checkout;
    private final Path data;
    private final String heap;
    private final List<BenchServer> nodes = new ArrayList<>();

    Cluster(Workplace place, String heap) throws IOException {
        this.checkout = place.checkout();
        this.data = place.data();
        this.heap = heap;
    }

    List<BenchServer> nodes() {
        return nodes;
    }

    BenchServer first() {
        return nodes.get(0);
    }

    Connection jdbc() throws SQLException {
        return first().jdbc();
    }

    /** Starts the first, with its database, again if it runs already. */
    void startFirst(String... options) throws IOException {
        if (nodes.isEmpty()) {
            nodes.add(new BenchServer(checkout, folder(), heap));
        }
        first().restart(inCluster(0, List.of(options)));
    }

    /** Starts one more. */
    void grow(String... options) throws IOException, SQLException {
        Path folder = folder();
        shareSecrets(folder);
        BenchServer node = new BenchServer(checkout, folder, heap, database());
        nodes.add(node);
        List<String> all = new ArrayList<>(List.of(options));
        try (Connection connection = jdbc()) {
            all.add("--db-url=" + connection.getMetaData().getURL());
        }
        node.restart(inCluster(nodes.size() - 1, all));
        demandTogether();
    }

    /** A node outside the cluster would cost less and hear nothing. */
    private void demandTogether() {
        int heard = Rest.get(
                        first().realmUrl() + "/api/v1/admin/cluster",
                        Map.of("Authorization", "Bearer " + first().admin().operatorToken()))
                .path("nodes")
                .size();
        if (heard != nodes.size()) {
            throw new Failure(heard + " of " + nodes.size() + " nodes are in the cluster");
        }
    }

    private Path folder() {
        return data.resolve("node-" + (nodes.size() + 1));
    }

    private void shareSecrets(Path folder) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        for (String name : SHARED_SECRETS) {
            Files.copy(data.resolve("node-1/secrets").resolve(name), secrets.resolve(name));
        }
    }

    private Map<String, String> database() throws IOException, SQLException {
        try (Connection connection = jdbc()) {
            return Map.of(
                    "KC_DB_USERNAME", connection.getMetaData().getUserName(),
                    "KC_DB_PASSWORD", first().databasePassword());
        }
    }

    private static String[] inCluster(int node, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add("--cache=ispn");
        all.add("--cache-embedded-network-bind-address=127.0.0.1");
        all.add("--cache-embedded-network-bind-port=" + (FIRST_PORT + node * PORTS_BETWEEN));
        return all.toArray(String[]::new);
    }

    /** The first last: the others would wait for a database that is gone. */
    @Override
    public void close() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).close();
        }
    }
}
