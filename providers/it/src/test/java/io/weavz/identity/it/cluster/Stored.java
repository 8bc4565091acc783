package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Weavz;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** What the database holds about the API keys of an organization: ids of rows, and of their events in the audit. */
record Stored(Set<String> rows, Set<String> made, Set<String> deleted) {

    static Stored of(Keys keys) throws SQLException {
        return new Stored(
                texts("SELECT ID FROM WEAVZ_CREDENTIAL WHERE ORGANIZATION_ID = ?", keys.organizationId()),
                events(keys, "CREATE"),
                events(keys, "DELETE"));
    }

    /** Each row has its event, and each event its row. */
    void isWhole() {
        Set<String> remaining = new TreeSet<>(made);
        remaining.removeAll(deleted);
        assertThat(rows).as("rows and their events").isEqualTo(remaining);
    }

    private static Set<String> events(Keys keys, String operation) throws SQLException {
        String start = "organizations/" + keys.organizationId() + "/api-keys/";
        Set<String> ids = new TreeSet<>();
        for (String path : texts(
                "SELECT RESOURCE_PATH FROM ADMIN_EVENT_ENTITY WHERE OPERATION_TYPE = '" + operation
                        + "' AND RESOURCE_PATH LIKE ?",
                start + "%")) {
            ids.add(path.substring(start.length()));
        }
        return ids;
    }

    static Set<String> texts(String query, String parameter) throws SQLException {
        try (Connection connection = Weavz.server().jdbc();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            try (ResultSet found = statement.executeQuery()) {
                Set<String> texts = new TreeSet<>();
                while (found.next()) {
                    texts.add(found.getString(1));
                }
                return texts;
            }
        }
    }
}
