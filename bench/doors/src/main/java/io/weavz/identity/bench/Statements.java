package io.weavz.identity.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How many SQL statements PostgreSQL has executed, by pg_stat_statements, BEGIN and COMMIT not among them. */
final class Statements implements AutoCloseable {
    private static final String SUM = "SELECT coalesce(sum(%s), 0) FROM pg_stat_statements"
            + " WHERE query NOT LIKE '%%pg_stat_statements%%' AND query ILIKE ?";

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
        return sum("calls", "%");
    }

    private double sum(String column, String like) {
        try (PreparedStatement statement = connection.prepareStatement(SUM.formatted(column))) {
            statement.setString(1, like);
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getDouble(1);
        } catch (SQLException e) {
            throw new Failure("PostgreSQL does not count its statements: " + e.getMessage());
        }
    }

    /** How often statements like this one were executed. */
    double calls(String like) {
        return sum("calls", like);
    }

    /** How many rows they read or wrote. */
    double rows(String like) {
        return sum("rows", like);
    }

    /** How long PostgreSQL took to execute them, in microseconds. */
    double micros(String like) {
        return sum("total_exec_time * 1000", like);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
