package io.weavz.identity.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many SQL statements PostgreSQL has executed, by pg_stat_statements, BEGIN and COMMIT not among them. */
final class Statements implements AutoCloseable {
    private static final String COUNT =
            "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'";

    private final Connection connection;

    private Statements(Connection connection) {
        this.connection = connection;
    }

    /** Takes effect at the next start of the database. */
    static void enable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        }
    }

    static Statements counter(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET pg_stat_statements.track_utility = off");
            statement.execute("SELECT pg_reload_conf()");
        }
        return new Statements(connection);
    }

    double count() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNT)) {
            rows.next();
            return rows.getDouble(1);
        } catch (SQLException e) {
            throw new Failure("PostgreSQL does not count its statements: " + e.getMessage());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
