package io.weavz.identity.keycloak.storage;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.hibernate.Session;

/** Reads that nobody waits for longer than two seconds: a connection that a network swallowed never fails by itself. */
public final class ReadTimeout {

    private static final int MILLIS = 2000;

    private ReadTimeout() {}

    /** The connection is as before afterwards, for whatever else its transaction does; one read may be within another. */
    public static <T> T within(EntityManager entityManager, Supplier<T> read) {
        Session session = entityManager.unwrap(Session.class);
        int before = session.doReturningWork(Connection::getNetworkTimeout);
        session.doWork(connection -> set(connection, MILLIS));
        try {
            return read.get();
        } finally {
            session.doWork(connection -> set(connection, before));
        }
    }

    private static void set(Connection connection, int millis) throws SQLException {
        if (!connection.isClosed()) {
            connection.setNetworkTimeout(Runnable::run, millis);
        }
    }
}
