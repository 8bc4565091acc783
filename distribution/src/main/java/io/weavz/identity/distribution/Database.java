package io.weavz.identity.distribution;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The database behind a server that we start: it knows how Keycloak reaches it and how it is stopped. */
sealed interface Database extends AutoCloseable permits H2Database, PostgresDatabase {
    String url();

    String user();

    String password();

    /** Another connection to the very same data, while Keycloak runs. */
    default Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    @Override
    void close() throws IOException;
}
