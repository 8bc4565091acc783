package io.weavz.identity.keycloak.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.keycloak.storage.Tally.Outcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes write into one PostgreSQL, with our own tables in it. */
class UsageRowsTest {
    private static final int CREDENTIALS = 200;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void database() throws Exception {
        postgres = EmbeddedPostgres.start();
        try (Connection connection = connect()) {
            execute(connection, "create table REALM (ID varchar(36) primary key)");
            execute(connection, "create table ORG (ID varchar(255) primary key)");
            execute(connection, "insert into REALM values ('realm')");
            new Liquibase(
                            "META-INF/weavz-changelog.xml",
                            new ClassLoaderResourceAccessor(),
                            new JdbcConnection(connection))
                    .update("");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void freshCredentials() throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "delete from WEAVZ_CREDENTIAL");
            execute(
                    connection,
                    "insert into WEAVZ_CREDENTIAL (ID, REALM_ID, KIND, FORMAT, HASH, PEPPER_ID, DISPLAY_PREFIX, NAME,"
                            + " SCOPED, ENABLED, CREATED_AT) select 'c' || lpad(i::text, 4, '0'), 'realm', 'API_KEY',"
                            + " 'ISSUED', 'h' || i, 'p', 'wvz_', 'n', false, true, 0 from generate_series(0, "
                            + (CREDENTIALS - 1) + ") i");
        }
    }

    private static Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select " + query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Tally tally(String id, Outcome outcome, long requests, long lastUsedAt) {
        return new Tally(new Tally.Key(id, 1, outcome), requests, lastUsedAt);
    }

    private static void add(Tally... tallies) throws SQLException {
        try (Connection connection = connect()) {
            UsageRows.add(connection, List.of(tallies));
        }
    }

    @Test
    void countsAreAddedAndATimeNeverGoesBack() throws SQLException {
        add(tally("c0001", Outcome.GRANTED, 2, 50), tally("c0001", Outcome.REFUSED, 1, 50));
        add(tally("c0001", Outcome.GRANTED, 3, 40));

        assertThat(number("LAST_USED_AT from WEAVZ_CREDENTIAL where ID = 'c0001'"))
                .isEqualTo(50);
        assertThat(number("REQUESTS from WEAVZ_USAGE where OUTCOME = 'granted' and HOUR_START = 3600000"))
                .isEqualTo(5);
        assertThat(number("REQUESTS from WEAVZ_USAGE where OUTCOME = 'refused' and HOUR_START = 3600000"))
                .isEqualTo(1);
    }

    @Test
    void aRefusalLeavesTheLastUse() throws SQLException {
        add(tally("c0001", Outcome.REFUSED, 1, 50));
        assertThat(number("count(*) from WEAVZ_CREDENTIAL where LAST_USED_AT is not null"))
                .isZero();
    }

    @Test
    void whatHasNoRowIsLeftOutAndTheRestIsWritten() throws SQLException {
        add(tally("bootstrap", Outcome.GRANTED, 1, 50), tally("c0001", Outcome.GRANTED, 1, 50));
        assertThat(number("count(*) from WEAVZ_USAGE")).isEqualTo(1);
    }

    @Test
    void oldHoursGoAndACredentialTakesItsHoursAlong() throws SQLException {
        add(tally("c0001", Outcome.GRANTED, 1, 50), tally("c0002", Outcome.GRANTED, 1, 50));
        try (Connection connection = connect()) {
            UsageRows.removeBefore(connection, 3_600_000);
            assertThat(number("count(*) from WEAVZ_USAGE")).isEqualTo(2);
            execute(connection, "delete from WEAVZ_CREDENTIAL where ID = 'c0001'");
            assertThat(number("count(*) from WEAVZ_USAGE")).isEqualTo(1);
            UsageRows.removeBefore(connection, 3_600_001);
        }
        assertThat(number("count(*) from WEAVZ_USAGE")).isZero();
    }

    @Test
    void nodesThatFlushTheSameCredentialsLoseNothingAndNeverLockEachOther() throws Exception {
        int nodes = 4;
        int rounds = 25;
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<Void>> flushes = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                flushes.add(threads.submit(node(node, rounds)));
            }
            for (Future<Void> flush : flushes) {
                // A deadlock or a row that two of them make at once would be thrown here.
                flush.get();
            }
        } finally {
            threads.shutdown();
        }
        long each = (long) nodes * rounds;
        assertThat(number("count(*) from WEAVZ_USAGE where REQUESTS = " + each)).isEqualTo(2L * CREDENTIALS);
        assertThat(number("count(*) from WEAVZ_USAGE")).isEqualTo(2L * CREDENTIALS);
        assertThat(number("count(*) from WEAVZ_CREDENTIAL where LAST_USED_AT = 3600000 + " + rounds))
                .isEqualTo(CREDENTIALS);
    }

    /** A node whose requests come in an order of their own, as different credentials are used on each. */
    private static Callable<Void> node(int seed, int rounds) {
        return () -> {
            Random order = new Random(seed);
            CredentialUse uses = new CredentialUse();
            try (Connection connection = connect()) {
                connection.setAutoCommit(false);
                for (int round = 1; round <= rounds; round++) {
                    List<Integer> used = new ArrayList<>();
                    for (int i = 0; i < CREDENTIALS; i++) {
                        used.add(i);
                    }
                    Collections.shuffle(used, order);
                    for (int i : used) {
                        UsageCell cell = uses.of("c%04d".formatted(i));
                        cell.granted(3_600_000 + round);
                        cell.refused(3_600_000 + round);
                    }
                    UsageRows.add(connection, uses.taken());
                    connection.commit();
                }
            }
            return null;
        };
    }
}
