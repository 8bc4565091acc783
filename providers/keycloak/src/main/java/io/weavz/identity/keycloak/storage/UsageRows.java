package io.weavz.identity.keycloak.storage;

import io.weavz.identity.keycloak.storage.Tally.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Adds what nodes have counted to the rows of all nodes. Every node writes in the order of the ids, so that two cannot
 * wait for each other; a time never goes back, and a credential that is gone takes nothing.
 */
final class UsageRows {

    private static final String USED =
            "update WEAVZ_CREDENTIAL set LAST_USED_AT = ? where ID = ? and (LAST_USED_AT is null or LAST_USED_AT < ?)";

    /** PostgreSQL's own merge fails when two nodes make the same row. */
    private static final String ADD_ON_POSTGRES = """
            insert into WEAVZ_USAGE (CREDENTIAL_ID, HOUR_START, OUTCOME, REQUESTS)
            select ID, cast(? as bigint), cast(? as varchar), cast(? as bigint) from WEAVZ_CREDENTIAL where ID = ?
            on conflict (CREDENTIAL_ID, HOUR_START, OUTCOME)
            do update set REQUESTS = WEAVZ_USAGE.REQUESTS + excluded.REQUESTS
            """;

    private static final String ADD = """
            merge into WEAVZ_USAGE u
            using (select ID, cast(? as bigint) as HOUR_START, cast(? as varchar) as OUTCOME,
              cast(? as bigint) as REQUESTS from WEAVZ_CREDENTIAL where ID = ?) n
            on u.CREDENTIAL_ID = n.ID and u.HOUR_START = n.HOUR_START and u.OUTCOME = n.OUTCOME
            when matched then update set REQUESTS = u.REQUESTS + n.REQUESTS
            when not matched then insert (CREDENTIAL_ID, HOUR_START, OUTCOME, REQUESTS)
              values (n.ID, n.HOUR_START, n.OUTCOME, n.REQUESTS)
            """;

    private UsageRows() {}

    /**
     * Two statements, each sent once for all rows.
     *
     * @param tallies in their order
     */
    static void add(Connection connection, List<Tally> tallies) throws SQLException {
        try (PreparedStatement used = connection.prepareStatement(USED)) {
            for (Tally tally : tallies) {
                if (tally.key().outcome() == Outcome.GRANTED) {
                    used.setLong(1, tally.lastUsedAt());
                    used.setString(2, tally.key().credentialId());
                    used.setLong(3, tally.lastUsedAt());
                    used.addBatch();
                }
            }
            used.executeBatch();
        }
        boolean onPostgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        try (PreparedStatement add = connection.prepareStatement(onPostgres ? ADD_ON_POSTGRES : ADD)) {
            for (Tally tally : tallies) {
                add.setLong(1, Duration.ofHours(tally.key().hour()).toMillis());
                add.setString(2, tally.key().outcome().column());
                add.setLong(3, tally.requests());
                add.setString(4, tally.key().credentialId());
                add.addBatch();
            }
            add.executeBatch();
        }
    }

    static void removeBefore(Connection connection, long millis) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement("delete from WEAVZ_USAGE where HOUR_START < ?")) {
            remove.setLong(1, millis);
            remove.executeUpdate();
        }
    }
}
