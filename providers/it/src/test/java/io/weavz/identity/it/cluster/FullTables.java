package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Cluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables of the audit and of usage are full and cannot grow; all that needs no new page goes on. A file of
 * PostgreSQL's log has its whole size from the start, and none may be larger: so the log goes on too.
 */
final class FullTables implements AutoCloseable {
    private static final long LARGEST_FILE = 16L << 20;
    /** Above all rows of the first. */
    private static final long SECOND_FILL = 100_000_000;

    /** Large rows first, then one by one until there is no place for another. */
    private static final String FILL = """
            do $$
            declare i bigint := %5$d;
            begin
              -- Committed one by one: what has found its place stays when the next one finds none.
              while pg_relation_size('%1$s') < %2$d - 1000000 loop
                %3$s from generate_series(i, i + 99) n;
                i := i + 100;
                commit;
              end loop;
              loop
                %4$s from generate_series(i, i) n;
                i := i + 1;
                commit;
              end loop;
            end $$
            """;

    private static final String EVENT =
            "insert into ADMIN_EVENT_ENTITY (ID, REALM_ID, REPRESENTATION) select 'full-' || n, 'full', repeat('x', %d)";
    /** Of a time to come: what is old is swept away. */
    private static final String USAGE = "insert into WEAVZ_USAGE (CREDENTIAL_ID, HOUR_START, OUTCOME, REQUESTS)"
            + " select 'full', 4102444800000 + n, 'granted', 1";

    private final Cluster cluster;

    private FullTables(Cluster cluster) {
        this.cluster = cluster;
    }

    static FullTables in(Cluster cluster) throws SQLException {
        FullTables full = new FullTables(cluster);
        try (Connection connection = cluster.jdbc();
                Statement statement = connection.createStatement()) {
            // Rows that are gone leave no place that somebody could find.
            statement.execute("vacuum full ADMIN_EVENT_ENTITY, WEAVZ_USAGE");
            assertThat(largest(statement)).isLessThan(LARGEST_FILE);
        }
        cluster.limitFiles(LARGEST_FILE);
        try {
            full.fill(0);
            // A node that wrote meanwhile has begun a page that nobody else knows of, until the next vacuum.
            try (Connection connection = cluster.jdbc();
                    Statement statement = connection.createStatement()) {
                statement.execute("vacuum ADMIN_EVENT_ENTITY, WEAVZ_USAGE");
            }
            full.fill(SECOND_FILL);
            return full;
        } catch (SQLException | AssertionError e) {
            full.close();
            throw e;
        }
    }

    private static long largest(Statement statement) throws SQLException {
        try (ResultSet size = statement.executeQuery("select max(pg_relation_size(oid)) from pg_class")) {
            size.next();
            return size.getLong(1);
        }
    }

    private void fill(long first) throws SQLException {
        fill("ADMIN_EVENT_ENTITY", EVENT.formatted(1900), EVENT.formatted(1), first);
        fill("WEAVZ_USAGE", USAGE, USAGE, first);
    }

    private void fill(String table, String many, String one, long first) throws SQLException {
        try (Connection connection = cluster.jdbc();
                Statement statement = connection.createStatement()) {
            // Nobody's usage is meant, and nobody waits for it to be safe.
            statement.execute("set session_replication_role = replica");
            statement.execute("set synchronous_commit = off");
            statement.execute(FILL.formatted(table, LARGEST_FILE, many, one, first));
            throw new AssertionError(table + " grows on");
        } catch (SQLException full) {
            assertThat(full.getMessage()).contains("could not extend file");
        }
    }

    /** Space again, while the tables are as large as they are. */
    void free() {
        cluster.freeFiles();
    }

    @Override
    public void close() throws SQLException {
        free();
        try (Connection connection = cluster.jdbc();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from ADMIN_EVENT_ENTITY where REALM_ID = 'full'");
            statement.execute("delete from WEAVZ_USAGE where CREDENTIAL_ID = 'full'");
            statement.execute("vacuum full ADMIN_EVENT_ENTITY, WEAVZ_USAGE");
        }
    }
}
