package io.weavz.identity.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes, one after the other: keys of all organizations in turn, which nobody uses, are switched on and off. */
final class Switches {
    private static final String DISABLED =
            "SELECT organization_id, %s(id) FROM weavz_credential WHERE kind = 'API_KEY' AND NOT enabled"
                    + " GROUP BY organization_id ORDER BY organization_id LIMIT %d";
    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Key> keys = new ArrayList<>();
    private final BenchServer server;
    private final String serviceKey;
    private int made;

    private record Key(String organizationId, String id) {}

    private Switches(BenchServer server, String serviceKey) {
        this.server = server;
        this.serviceKey = serviceKey;
    }

    static Switches ofAll(BenchServer server, String serviceKey) throws SQLException {
        return of(server, serviceKey, DISABLED.formatted("min", Integer.MAX_VALUE));
    }

    /** Of so many organizations, the same each time, and other keys than those of {@link #ofAll}. */
    static Switches ofSome(BenchServer server, String serviceKey, int organizations) throws SQLException {
        return of(server, serviceKey, DISABLED.formatted("max", organizations));
    }

    private static Switches of(BenchServer server, String serviceKey, String query) throws SQLException {
        Switches switches = new Switches(server, serviceKey);
        try (Connection connection = server.jdbc();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                switches.keys.add(new Key(rows.getString(1), rows.getString(2)));
            }
        }
        return switches;
    }

    /** Milliseconds until each was answered. */
    double[] change(int count) {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            long before = System.nanoTime();
            next();
            millis[i] = (System.nanoTime() - before) / NANOS_PER_MILLI;
        }
        return millis;
    }

    private void next() {
        Key key = keys.get(made % keys.size());
        boolean on = made / keys.size() % 2 == 0;
        made++;
        Rest.patch(
                server.realmUrl() + "/api/v1/api-keys/" + key.id(),
                Map.of("X-Service-Key", serviceKey, "X-Org-ID", key.organizationId()),
                Rest.object("enabled", on));
    }
}
