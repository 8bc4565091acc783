package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7662 at Keycloak's own endpoint, for our credentials and, untouched, for Keycloak's tokens. */
@Tag("postgres")
class IntrospectionIT {
    private static final String INACTIVE = "{\"active\":false}";

    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;

    @BeforeAll
    static void organization() {
        acme = Fixture.organization(SERVER);
    }

    @Test
    void anApiKeyIsActiveWithTheWholeSetOfMembers() {
        Answer answer = Clients.introspect(acme.apiKey());
        JsonNode claims = answer.json();

        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(claims.path("active").isBoolean()).isTrue();
        assertThat(claims.path("active").booleanValue()).isTrue();
        assertThat(claims.path("sub").asText()).isNotEmpty();
        assertThat(claims.path("username").asText()).isEqualTo("service-" + acme.slug());
        assertThat(claims.path("client_id").asText()).isEqualTo("weavz-api");
        assertThat(claims.path("aud").isArray()).isTrue();
        assertThat(claims.path("aud").get(0).asText()).isEqualTo("weavz-api");
        assertThat(claims.path("iss").asText()).isEqualTo(SERVER.url());
        assertThat(claims.path("iat").isIntegralNumber()).isTrue();
        assertThat(claims.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(claims.path("jti").asText()).isEqualTo(acme.apiKeyId());
        assertThat(claims.path("org_id").asText()).isEqualTo(acme.id());
        assertThat(claims.path("org_slug").asText()).isEqualTo(acme.slug());
        assertThat(claims.path("plan").asText()).isEqualTo("enterprise");
        assertThat(claims.path("auth_method").asText()).isEqualTo("api_key");
        assertThat(claims.path("credential_id").asText()).isEqualTo(acme.apiKeyId());
        assertThat(claims.has("scope")).isFalse();
    }

    @Test
    void theExpiryIsAnIntegerAndNeverFarAway() {
        JsonNode exp = Clients.introspect(acme.apiKey()).json().path("exp");

        assertThat(exp.isIntegralNumber()).isTrue();
        assertThat(exp.asLong())
                .isBetween(Instant.now().getEpochSecond() + 1, Instant.now().getEpochSecond() + 3600);
    }

    @Test
    void anMcpTokenHasItsServerAsAudience() {
        JsonNode claims = Clients.introspect(acme.mcpToken()).json();

        assertThat(claims.path("aud").get(0).asText()).isEqualTo(acme.mcpEndpoint());
        assertThat(claims.path("scope").asText()).isEqualTo("mcp:tools");
        assertThat(claims.path("mcp_server_id").asText()).isEqualTo(acme.mcpServerId());
        assertThat(claims.path("project_ids").get(0).asText()).isEqualTo(acme.workspaceId());
    }

    @Test
    void aServiceKeyIsActiveWithAndWithoutAnOrganization() {
        JsonNode alone = Clients.introspect(SERVER.bootstrapServiceKey()).json();
        assertThat(alone.path("active").booleanValue()).isTrue();
        assertThat(alone.path("auth_method").asText()).isEqualTo("service_key");
        assertThat(alone.has("org_id")).isFalse();

        JsonNode acting = Http.post("/protocol/openid-connect/token/introspect")
                .header("X-Org-ID", acme.id())
                .form(
                        "token",
                        SERVER.bootstrapServiceKey(),
                        "client_id",
                        "weavz-gateway",
                        "client_secret",
                        Clients.secret("weavz-gateway"))
                .expect(200)
                .json();
        assertThat(acting.path("org_id").asText()).isEqualTo(acme.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token", "api_key", "urn:example:anything", ""})
    void anyHintGivesTheSameAnswer(String hint) {
        Answer answer =
                Clients.post("weavz-gateway", "/token/introspect", "token", acme.apiKey(), "token_type_hint", hint);
        assertThat(answer.expect(200).text("/jti")).isEqualTo(acme.apiKeyId());
    }

    @Test
    void whatIsNotActiveIsExactlyInactive() {
        assertThat(Clients.introspect("wvz_unknown").body()).isEqualTo(INACTIVE);
        assertThat(Clients.introspect("x").body()).isEqualTo(INACTIVE);
        assertThat(Clients.introspect(acme.apiKey().substring(0, 36) + "000000").body())
                .isEqualTo(INACTIVE);
        assertThat(Clients.introspect("a.b.c").body()).isEqualTo(INACTIVE);
        assertThat(Clients.introspect("wvz_" + "A".repeat(4000)).body()).isEqualTo(INACTIVE);

        Answer key = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "short-lived")
                .expect(201);
        assertThat(Clients.introspect(key.text("/plainKey")).text("/active")).isEqualTo("true");
        Http.delete("/api/v1/api-keys/" + key.text("/apiKey/id"))
                .bearer(acme.apiKey())
                .expect(200);
        assertThat(Clients.introspect(key.text("/plainKey")).body()).isEqualTo(INACTIVE);
    }

    @Test
    void keycloaksOwnTokensAreAnsweredByKeycloak() {
        String token = Clients.post("weavz-gateway", "/token", "grant_type", "client_credentials")
                .expect(200)
                .text("/access_token");
        JsonNode claims = Clients.introspect(token).json();

        assertThat(claims.path("active").booleanValue()).isTrue();
        assertThat(claims.path("client_id").asText()).isEqualTo("weavz-gateway");
        assertThat(claims.path("username").asText()).isEqualTo("service-account-weavz-gateway");
    }

    @Test
    void nobodyAsksWithoutBeingAClient() {
        Http.post("/protocol/openid-connect/token/introspect")
                .form("token", acme.apiKey())
                .expect(401);
        Http.post("/protocol/openid-connect/token/introspect")
                .form("token", acme.apiKey(), "client_id", "weavz-gateway", "client_secret", "wrong")
                .expect(401);
    }
}
