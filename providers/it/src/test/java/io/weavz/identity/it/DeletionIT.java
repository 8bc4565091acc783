package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is deleted takes along what hangs on it, row by row. */
@Tag("postgres")
class DeletionIT {
    private static final WeavzServer SERVER = Weavz.server();

    private static Organization filled() {
        Organization acme = Fixture.organization(SERVER);
        Http.post("/api/v1/end-users")
                .bearer(acme.apiKey())
                .json("workspaceId", acme.workspaceId(), "externalId", "u")
                .expect(201);
        Http.post("/api/v1/mcp/servers/" + acme.mcpServerId() + "/access-tokens")
                .bearer(acme.apiKey())
                .json("endUserId", "u")
                .expect(201);
        Fixture.scopedKey(acme, acme.workspaceId());
        Http.post("/api/v1/service-keys")
                .bearer(SERVER.operatorToken())
                .json(
                        "name",
                        "limited",
                        "organizations",
                        Json.array(acme.id()),
                        "expiresAt",
                        Instant.now().plusSeconds(3600).toString())
                .expect(201);
        People.member(acme, "owner");
        return acme;
    }

    private static long count(String query, String id) throws SQLException {
        try (Connection connection = SERVER.jdbc();
                PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM " + query)) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void nothingIsLeftOf(Organization acme) throws SQLException {
        assertThat(count("WEAVZ_ORGANIZATION WHERE ID = ?", acme.id())).isZero();
        for (String table : new String[] {"WORKSPACE", "END_USER", "MCP_SERVER", "CREDENTIAL"}) {
            assertThat(count("WEAVZ_" + table + " WHERE ORGANIZATION_ID = ?", acme.id()))
                    .as(table)
                    .isZero();
        }
        assertThat(count("WEAVZ_CREDENTIAL_WORKSPACE WHERE WORKSPACE_ID = ?", acme.workspaceId()))
                .isZero();
        assertThat(count("USER_ENTITY WHERE USERNAME = ?", "service-org-" + acme.id()))
                .isZero();
        assertThat(count("ORG WHERE ID = ?", acme.id())).isZero();
        for (String id : new String[] {acme.id(), acme.workspaceId(), acme.mcpServerId(), acme.apiKeyId()}) {
            isNowhere(id);
        }
    }

    /** Every column of text of every table of ours is looked through, so that a table of tomorrow is not forgotten. */
    private static void isNowhere(String id) throws SQLException {
        try (Connection connection = SERVER.jdbc();
                ResultSet columns = connection
                        .getMetaData()
                        .getColumns(null, null, Weavz.onPostgres() ? "weavz%" : "WEAVZ%", null)) {
            int looked = 0;
            while (columns.next()) {
                if (columns.getInt("DATA_TYPE") == Types.VARCHAR) {
                    String table = columns.getString("TABLE_NAME");
                    String column = columns.getString("COLUMN_NAME");
                    assertThat(count(table + " WHERE " + column + " = ?", id))
                            .as(table + "." + column)
                            .isZero();
                    looked++;
                }
            }
            assertThat(looked).isGreaterThan(20);
        }
    }

    @Test
    void anOrganizationGoesWhole() throws SQLException {
        Organization acme = filled();
        assertThat(count("WEAVZ_CREDENTIAL WHERE ORGANIZATION_ID = ?", acme.id()))
                .isEqualTo(4);
        assertThat(count("USER_ENTITY WHERE USERNAME = ?", "service-org-" + acme.id()))
                .isEqualTo(1);
        Http.delete("/api/v1/orgs/" + acme.id())
                .serviceKey(SERVER.bootstrapServiceKey(), acme.id())
                .expect(200);
        nothingIsLeftOf(acme);
    }

    @Test
    void anOrganizationGoesWholeFromKeycloaksConsoleToo() throws SQLException {
        Organization acme = filled();
        People.admin("DELETE", "/organizations/" + acme.id()).expect(204);
        nothingIsLeftOf(acme);
        Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(401);
    }

    @Test
    void aWorkspaceTakesItsServersEndUsersTokensAndKeysAlong() throws SQLException {
        Organization acme = filled();
        Http.delete("/api/v1/workspaces/" + acme.workspaceId())
                .bearer(acme.apiKey())
                .expect(200);

        assertThat(count("WEAVZ_MCP_SERVER WHERE WORKSPACE_ID = ?", acme.workspaceId()))
                .isZero();
        assertThat(count("WEAVZ_END_USER WHERE WORKSPACE_ID = ?", acme.workspaceId()))
                .isZero();
        assertThat(count("WEAVZ_CREDENTIAL WHERE ORGANIZATION_ID = ?", acme.id()))
                .isEqualTo(1);
        Http.get("/api/v1/verify?server=" + acme.mcpServerId())
                .bearer(acme.mcpToken())
                .expect(401);
        Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(200);
    }

    @Test
    void anOrganizationOfKeycloaksConsoleIsServedToo() {
        String alias = Fixture.uniqueSlug("console");
        People.admin("POST", "/organizations")
                .json(
                        "name",
                        alias,
                        "alias",
                        alias,
                        "domains",
                        Json.array(Json.object("name", alias + ".test", "verified", false)))
                .expect(201);
        Http.get("/api/v1/admin/organizations/" + alias)
                .bearer(SERVER.operatorToken())
                .expect(200);
        Http.patch("/api/v1/admin/organizations/" + alias)
                .bearer(SERVER.operatorToken())
                .json("plan", "enterprise")
                .expect(200);
        Http.post("/api/v1/api-keys")
                .serviceKey(SERVER.bootstrapServiceKey(), alias)
                .json("name", "first")
                .expect(201);
    }

    @Test
    void aServerTakesItsTokensAlong() throws SQLException {
        Organization acme = filled();
        Http.delete("/api/v1/mcp/servers/" + acme.mcpServerId())
                .bearer(acme.apiKey())
                .expect(200);
        isNowhere(acme.mcpServerId());
        assertThat(count("WEAVZ_CREDENTIAL WHERE ORGANIZATION_ID = ?", acme.id()))
                .as("the two API keys")
                .isEqualTo(2);
        assertThat(count("WEAVZ_END_USER WHERE ORGANIZATION_ID = ?", acme.id())).isEqualTo(1);
    }

    @Test
    void anEndUserTakesItsTokensAlong() throws SQLException {
        Organization acme = filled();
        String id = Http.get("/api/v1/end-users?workspaceId=" + acme.workspaceId())
                .bearer(acme.apiKey())
                .expect(200)
                .text("/endUsers/0/id");
        Http.delete("/api/v1/end-users/" + id).bearer(acme.apiKey()).expect(200);
        isNowhere(id);
        Http.get("/api/v1/verify?server=" + acme.mcpServerId())
                .bearer(acme.mcpToken())
                .expect(200);
    }

    @Test
    void aKeyLeavesNothingBehind() throws SQLException {
        Organization acme = filled();
        String scoped = Http.get("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .expect(200)
                .json()
                .path("apiKeys")
                .findParents("name")
                .stream()
                .filter(key -> key.path("name").asText().equals("scoped"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        Http.delete("/api/v1/api-keys/" + scoped).bearer(acme.apiKey()).expect(200);
        isNowhere(scoped);
    }
}
