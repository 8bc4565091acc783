package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.RawHttp;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server stands: realm imported, health answered, database reachable. */
@Tag("postgres")
class ServerStartsIT {
    private final WeavzServer server = Weavz.server();

    @Test
    void theRealmDescribesItself() {
        Answer answer = Http.get("/.well-known/openid-configuration").expect(200);

        assertThat(answer.text("/issuer")).isEqualTo(server.url());
    }

    @Test
    void healthIsPublicBelowTheRealmAndAtTheRoot() {
        assertThat(Http.get("/health").expect(200).body()).isEqualTo("{\"status\":\"healthy\"}");
        assertThat(Http.get(server.rootUrl() + "/health").expect(200).body()).isEqualTo("{\"status\":\"healthy\"}");
    }

    @Test
    void keycloakIsReadyOnTheManagementPort() {
        assertThat(Http.get(server.managementUrl() + "/health/ready")
                        .expect(200)
                        .text("/status"))
                .isEqualTo("UP");
    }

    @Test
    void aRequestAsBytesIsAnsweredLikeAnyOther() {
        Answer answer = RawHttp.get("/realms/weavz/.well-known/openid-configuration", "Accept: application/json");

        assertThat(answer.expect(200).text("/issuer")).isEqualTo(server.url());
    }

    @Test
    void theTestsSeeTheDatabaseThatTheServerWrites() throws SQLException {
        try (Connection connection = server.jdbc();
                var statement = connection.createStatement();
                var realm = statement.executeQuery("SELECT id FROM realm WHERE name = 'weavz'")) {
            assertThat(realm.next()).isTrue();
            assertThat(connection.getMetaData().getDatabaseProductName())
                    .isEqualTo(Weavz.onPostgres() ? "PostgreSQL" : "H2");
        }
    }

    @Test
    void noGeneratedSecretIsLogged() {
        assertThat(server.log()).contains("Keycloak").doesNotContain(server.bootstrapServiceKey());
    }
}
