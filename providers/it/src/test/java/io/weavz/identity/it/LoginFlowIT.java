package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Jwt;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A credential in Keycloak's login flow: the direct grant of a client that opts in. */
@Tag("postgres")
class LoginFlowIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;

    @BeforeAll
    static void organization() {
        acme = Fixture.organization(SERVER);
    }

    private static Answer login(String credential, String... more) {
        String[] form = new String[more.length + 4];
        System.arraycopy(more, 0, form, 4, more.length);
        form[0] = "grant_type";
        form[1] = "password";
        form[2] = "password";
        form[3] = credential;
        return Clients.post("weavz-credential-grant", "/token", form);
    }

    @Test
    void anApiKeyGivesATokenWithItsOrganization() {
        JsonNode claims = Jwt.verified(login(acme.apiKey()).expect(200).text("/access_token"));

        assertThat(claims.path("org_id").asText()).isEqualTo(acme.id());
        assertThat(claims.path("org_slug").asText()).isEqualTo(acme.slug());
        assertThat(claims.path("plan").asText()).isEqualTo("enterprise");
        assertThat(claims.path("auth_method").asText()).isEqualTo("api_key");
        assertThat(claims.path("sub").asText())
                .isEqualTo(Clients.introspect(acme.apiKey()).text("/sub"));
        assertThat(claims.path("azp").asText()).isEqualTo("weavz-credential-grant");
    }

    @Test
    void aServiceKeyNamesItsOrganization() {
        login(SERVER.bootstrapServiceKey()).expect(400);
        JsonNode claims = Jwt.verified(login(SERVER.bootstrapServiceKey(), "organization", acme.slug())
                .expect(200)
                .text("/access_token"));
        assertThat(claims.path("org_id").asText()).isEqualTo(acme.id());
        assertThat(claims.path("auth_method").asText()).isEqualTo("service_key");
    }

    @Test
    void noSessionIsLeftBehind() throws SQLException {
        long before = sessions();
        for (int i = 0; i < 5; i++) {
            login(acme.apiKey()).expect(200);
        }
        assertThat(sessions()).isEqualTo(before);
    }

    private static long sessions() throws SQLException {
        try (Connection connection = SERVER.jdbc();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM OFFLINE_USER_SESSION"
                        + " WHERE REALM_ID = (SELECT ID FROM REALM WHERE NAME = 'weavz')")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void theTokenEndsWithItsCredential() {
        Answer key = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "signs in")
                .expect(201);
        String token = login(key.text("/plainKey")).expect(200).text("/access_token");
        assertThat(Clients.introspect(token).text("/active")).isEqualTo("true");

        Http.delete("/api/v1/api-keys/" + key.text("/apiKey/id"))
                .bearer(acme.apiKey())
                .expect(200);

        assertThat(Clients.introspect(token).body()).isEqualTo("{\"active\":false}");
        login(key.text("/plainKey")).expect(400);
    }

    @Test
    void badCredentialsAndMcpTokensAreRefused() {
        assertThat(login("wvz_unknown").expect(400).text("/error")).isEqualTo("invalid_grant");
        assertThat(login(acme.mcpToken()).expect(400).text("/error")).isEqualTo("invalid_grant");
        assertThat(login("password").expect(400).text("/error")).isEqualTo("invalid_grant");
        Clients.post("weavz-credential-grant", "/token", "grant_type", "password")
                .expect(400);
    }

    @Test
    void theTokenIsNoSessionAtTheRestDoor() {
        String token = login(acme.apiKey()).expect(200).text("/access_token");
        Http.get("/api/v1/workspaces").bearer(token).expect(401);
    }
}
