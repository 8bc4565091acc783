package io.weavz.identity.it.harness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** A row that another transaction has changed, or is about to: who wants to change it too waits until this is closed. */
public final class HeldRow implements AutoCloseable {
    private static final int HELD_MILLIS = 500;

    private final Connection connection;

    private HeldRow(Connection connection) {
        this.connection = connection;
    }

    /** @param statement with one parameter, the id */
    public static HeldRow by(String statement, String id) throws SQLException {
        Connection connection = Weavz.server().jdbc();
        connection.setAutoCommit(false);
        HeldRow row = new HeldRow(connection);
        row.execute(statement, id);
        return row;
    }

    /** The row of an organization, as whoever changes its members keeps it. */
    public static HeldRow ofOrganization(String id) throws SQLException {
        return by("select ID from WEAVZ_ORGANIZATION where ID = ? for update", id);
    }

    /** One more statement of the same transaction. */
    public void execute(String statement, String id) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setString(1, id);
            prepared.execute();
        }
    }

    /** Begins a request, and gives it half a second to come to the row. */
    public CompletableFuture<Answer> meets(Http request) throws InterruptedException {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        answer.complete(request.send());
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                })
                .start();
        Thread.sleep(HELD_MILLIS);
        return answer;
    }

    /** Commits. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.commit();
        }
    }
}
