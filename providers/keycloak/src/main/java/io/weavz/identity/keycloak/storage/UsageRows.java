package io.weavz.identity.keycloak.storage;

import io.weavz.identity.keycloak.storage.Tally.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Adds what nodes have counted to the rows of all nodes. Every node writes in the order of the ids, so that two cannot
 * wait for each other; a time never goes back, and a credential that is gone takes nothing.
 */
final class UsageRows {

    private static final String USED =
            "update WEAVZ_CREDENTIAL set LAST_USED_AT = ? where ID = ? and (LAST_USED_AT is null or LAST_USED_AT < ?)";

    private static final String ADD = """
            merge into WEAVZ_USAGE u
            using (select ID, cast(? as bigint) as HOUR_START, cast(? as varchar) as OUTCOME,
              cast(? as bigint) as REQUESTS from WEAVZ_CREDENTIAL where ID = ?) n
            on u.CREDENTIAL_ID = n.ID and u.HOUR_START = n.HOUR_START and u.OUTCOME = n.OUTCOME
            when matched then update set REQUESTS = u.REQUESTS + n.REQUESTS
            when not matched then insert (CREDENTIAL_ID, HOUR_START, OUTCOME, REQUESTS)
              values (n.ID, n.HOUR_START, n.OUTCOME, n.REQUESTS)
            """;

    /** One statement for all rows; they are locked in the order of the ids, whatever order the update takes. */
    private static final String USED_ON_POSTGRES = """
            with used as (select * from unnest(?, ?) as t(ID, AT)),
              locked as (select c.ID from WEAVZ_CREDENTIAL c where c.ID in (select ID from used) order by c.ID for update)
            update WEAVZ_CREDENTIAL c set LAST_USED_AT = used.AT from used, locked
            where c.ID = used.ID and c.ID = locked.ID and (c.LAST_USED_AT is null or c.LAST_USED_AT < used.AT)
            """;

    /** One statement too. PostgreSQL's own merge fails when two nodes make the same row. */
    private static final String ADD_ON_POSTGRES = """
            insert into WEAVZ_USAGE (CREDENTIAL_ID, HOUR_START, OUTCOME, REQUESTS)
            select c.ID, t.HOUR_START, t.OUTCOME, t.REQUESTS
            from unnest(?, ?, ?, ?) as t(ID, HOUR_START, OUTCOME, REQUESTS) join WEAVZ_CREDENTIAL c on c.ID = t.ID
            order by c.ID, t.HOUR_START, t.OUTCOME
            on conflict (CREDENTIAL_ID, HOUR_START, OUTCOME)
            do update set REQUESTS = WEAVZ_USAGE.REQUESTS + excluded.REQUESTS
            """;

    private UsageRows() {}

    /** @param tallies in their order, each row once */
    static void add(Connection connection, List<Tally> tallies) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            addOnPostgres(connection, tallies);
        } else {
            addInBatches(connection, tallies);
        }
    }

    private static void addOnPostgres(Connection connection, List<Tally> tallies) throws SQLException {
        // A credential used in two hours was last used in the later one.
        Map<String, Long> lastUse = new TreeMap<>();
        granted(tallies).forEach(tally -> lastUse.merge(tally.key().credentialId(), tally.lastUsedAt(), Math::max));
        execute(connection, USED_ON_POSTGRES, text(lastUse.keySet().stream()), numbers(lastUse.values().stream()));
        execute(
                connection,
                ADD_ON_POSTGRES,
                text(tallies.stream().map(tally -> tally.key().credentialId())),
                numbers(tallies.stream().map(UsageRows::hourStart)),
                text(tallies.stream().map(tally -> tally.key().outcome().column())),
                numbers(tallies.stream().map(Tally::requests)));
    }

    private static void execute(Connection connection, String sql, Column... columns) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(i + 1, connection.createArrayOf(columns[i].type(), columns[i].values()));
            }
            statement.executeUpdate();
        }
    }

    private record Column(String type, Object[] values) {}

    private static Column text(Stream<String> values) {
        return new Column("varchar", values.toArray());
    }

    private static Column numbers(Stream<Long> values) {
        return new Column("bigint", values.toArray());
    }

    private static void addInBatches(Connection connection, List<Tally> tallies) throws SQLException {
        try (PreparedStatement used = connection.prepareStatement(USED)) {
            for (Tally tally : granted(tallies)) {
                used.setLong(1, tally.lastUsedAt());
                used.setString(2, tally.key().credentialId());
                used.setLong(3, tally.lastUsedAt());
                used.addBatch();
            }
            used.executeBatch();
        }
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Tally tally : tallies) {
                add.setLong(1, hourStart(tally));
                add.setString(2, tally.key().outcome().column());
                add.setLong(3, tally.requests());
                add.setString(4, tally.key().credentialId());
                add.addBatch();
            }
            add.executeBatch();
        }
    }

    private static List<Tally> granted(List<Tally> tallies) {
        return tallies.stream()
                .filter(tally -> tally.key().outcome() == Outcome.GRANTED)
                .toList();
    }

    private static long hourStart(Tally tally) {
        return Duration.ofHours(tally.key().hour()).toMillis();
    }

    static void removeBefore(Connection connection, long millis) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement("delete from WEAVZ_USAGE where HOUR_START < ?")) {
            remove.setLong(1, millis);
            remove.executeUpdate();
        }
    }
}
