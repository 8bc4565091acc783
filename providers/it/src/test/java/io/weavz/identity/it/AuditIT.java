package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is written of a credential's life, and that its secret is not. */
@Tag("postgres")
class AuditIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;

    @BeforeAll
    static void organization() {
        acme = Fixture.organization(SERVER);
    }

    private static List<JsonNode> events(String query) {
        JsonNode events = Http.get(SERVER.rootUrl() + "/admin/realms/weavz/" + query)
                .bearer(SERVER.adminToken())
                .expect(200)
                .json();
        return StreamSupport.stream(events.spliterator(), false).toList();
    }

    private static List<String> changesOf(String path) {
        return events("admin-events?max=200&resourceTypes=CUSTOM").stream()
                .filter(event -> event.path("resourcePath").asText().contains(path))
                .map(event -> event.path("operationType").asText())
                .toList();
    }

    @Test
    void issueRegenerateAndRevokeAreAdminEvents() {
        Answer key = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "audited")
                .expect(201);
        String id = key.text("/apiKey/id");
        String second = Http.post("/api/v1/api-keys/" + id + "/regenerate")
                .bearer(acme.apiKey())
                .expect(200)
                .text("/plainKey");
        Http.delete("/api/v1/api-keys/" + id).bearer(acme.apiKey()).expect(200);

        assertThat(changesOf(id)).containsExactlyInAnyOrder("CREATE", "ACTION", "DELETE");
        String all = events("admin-events?max=200").toString();
        assertThat(all).doesNotContain(key.text("/plainKey")).doesNotContain(second);
        assertThat(all).contains("\"credential_id\":\"" + acme.apiKeyId() + "\"");
    }

    @Test
    void aRefusedCreationLeavesNoEventAndNoRow() {
        int before = changesOf(acme.id()).size();
        Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "x", "expiresAt", "2001-01-01T00:00:00Z")
                .expect(400);
        assertThat(changesOf(acme.id())).hasSize(before);
    }

    @Test
    void theRefusalOfAKnownCredentialIsAnEvent() {
        Answer key = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "refused")
                .expect(201);
        String id = key.text("/apiKey/id");
        Http.get("/api/v1/workspaces")
                .bearer(key.text("/plainKey"))
                .header("X-Org-ID", "somebody-else")
                .expect(403);

        JsonNode event = eventually(() -> events("events?max=100&type=INTROSPECT_TOKEN_ERROR").stream()
                .filter(each -> each.at("/details/credential_id").asText().equals(id))
                .findFirst());

        assertThat(event.path("error").asText()).isEqualTo("other_organization");
        assertThat(event.at("/details/org_id").asText()).isEqualTo(acme.id());
        assertThat(event.at("/details/door").asText()).isEqualTo("rest");
        assertThat(event.toString()).doesNotContain(key.text("/plainKey")).doesNotContain("somebody-else");
    }

    private static <T> T eventually(Supplier<Optional<T>> attempt) {
        Instant deadline = Instant.now().plus(PATIENCE);
        Optional<T> result = attempt.get();
        while (result.isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
            result = attempt.get();
        }
        return result.orElseThrow(() -> new AssertionError("Nothing within " + PATIENCE));
    }

    @Test
    void decisionsAreCountedByMethodAndOutcome() {
        Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(200);
        String metrics =
                Http.get(SERVER.managementUrl() + "/metrics").expect(200).body();

        assertThat(metrics)
                .containsPattern(
                        "weavz_access_decisions_total\\{[^}]*door=\"verify\",method=\"api_key\",outcome=\"granted\"");
        assertThat(metrics).doesNotContain(acme.apiKey()).doesNotContain(acme.apiKeyId());
    }

    @Test
    @DisplayName("case 49: a secret stands in no table, no log and no metric; case 53: only its hash does")
    void aSecretIsNowhereAfterItWasShown() throws SQLException {
        List<String> secrets = List.of(acme.apiKey(), acme.mcpToken(), SERVER.bootstrapServiceKey());
        Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(200);
        Http.get("/api/v1/verify").bearer(acme.apiKey().substring(0, 41) + "!").expect(401);

        String everything = database() + SERVER.log();

        for (String secret : secrets) {
            assertThat(everything).doesNotContain(secret).doesNotContain(secret.substring(10));
        }
        assertThat(everything).contains(acme.apiKeyId());
    }

    private static String database() throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection = SERVER.jdbc()) {
            for (String table : tables(connection)) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int i = 1; i <= columns; i++) {
                            text.append(rows.getString(i)).append('\n');
                        }
                    }
                }
            }
        }
        return text.toString();
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet tables =
                connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                String schema = tables.getString("TABLE_SCHEM");
                if (!schema.equalsIgnoreCase("INFORMATION_SCHEMA") && !schema.startsWith("pg_")) {
                    names.add(tables.getString("TABLE_NAME"));
                }
            }
        }
        return names;
    }

    @Test
    @DisplayName("case 50: a name with line breaks is refused, one with markup is kept as text and not logged")
    void namesCannotForgeLogLines() {
        Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "x\r\nERROR forged")
                .expect(400);
        Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "<script>alert(1)</script>")
                .expect(201);
        assertThat(SERVER.log()).doesNotContain("forged").doesNotContain("<script>");
    }

    @Test
    @DisplayName("case 28: with the realm's organizations switched off, keys stop")
    void keysStopWithTheOrganizationsOfTheRealm() {
        organizationsEnabled(false);
        try {
            Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(403);
        } finally {
            organizationsEnabled(true);
        }
        Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(200);
    }

    private static void organizationsEnabled(boolean enabled) {
        Http.put(SERVER.rootUrl() + "/admin/realms/weavz")
                .bearer(SERVER.adminToken())
                .json("organizationsEnabled", enabled)
                .expect(204);
    }
}
