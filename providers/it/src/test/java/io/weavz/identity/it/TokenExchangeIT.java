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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RFC 8693: a credential in, a short-lived JWT out. */
@Tag("postgres")
class TokenExchangeIT {
    private static final String TYPE = "urn:weavz:params:oauth:token-type:credential";

    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;

    @BeforeAll
    static void organization() {
        acme = Fixture.organization(SERVER);
    }

    private static Answer exchange(String clientId, String token, String... more) {
        String[] form = new String[more.length + 6];
        System.arraycopy(more, 0, form, 6, more.length);
        form[0] = "grant_type";
        form[1] = "urn:ietf:params:oauth:grant-type:token-exchange";
        form[2] = "subject_token";
        form[3] = token;
        form[4] = "subject_token_type";
        form[5] = TYPE;
        return Clients.post(clientId, "/token", form);
    }

    @Test
    void aCredentialIsExchangedForATokenThatVerifiesOffline() {
        Answer answer = exchange("weavz-gateway", acme.apiKey()).expect(200);
        JsonNode claims = Jwt.verified(answer.text("/access_token"));

        assertThat(answer.text("/issued_token_type")).isEqualTo("urn:ietf:params:oauth:token-type:access_token");
        assertThat(answer.text("/token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isBetween(1, 300);
        assertThat(claims.path("iss").asText()).isEqualTo(SERVER.url());
        assertThat(claims.path("aud").asText()).isEqualTo("weavz-api");
        assertThat(claims.path("azp").asText()).isEqualTo("weavz-gateway");
        assertThat(claims.path("org_id").asText()).isEqualTo(acme.id());
        assertThat(claims.path("auth_method").asText()).isEqualTo("api_key");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isLessThanOrEqualTo(300);
    }

    @Test
    void introspectionKnowsTheTokenUntilItsCredentialIsRevoked() {
        Answer key = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "exchanged")
                .expect(201);
        String jwt =
                exchange("weavz-gateway", key.text("/plainKey")).expect(200).text("/access_token");

        assertThat(Clients.introspect(jwt).text("/credential_id")).isEqualTo(key.text("/apiKey/id"));
        Http.delete("/api/v1/api-keys/" + key.text("/apiKey/id"))
                .bearer(acme.apiKey())
                .expect(200);
        assertThat(Clients.introspect(jwt).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void anMcpTokenStaysWithItsServer() {
        String jwt = exchange("weavz-gateway", acme.mcpToken()).expect(200).text("/access_token");
        assertThat(Jwt.verified(jwt).path("aud").asText()).isEqualTo(acme.mcpEndpoint());

        assertThat(exchange("weavz-gateway", acme.mcpToken(), "audience", "weavz-api")
                        .expect(400)
                        .text("/error"))
                .isEqualTo("invalid_target");
    }

    @Test
    void aServiceKeyNamesItsOrganization() {
        exchange("weavz-gateway", SERVER.bootstrapServiceKey()).expect(400);
        String jwt = exchange("weavz-gateway", SERVER.bootstrapServiceKey(), "organization", acme.slug())
                .expect(200)
                .text("/access_token");
        assertThat(Jwt.verified(jwt).path("org_id").asText()).isEqualTo(acme.id());
    }

    @Test
    void anythingElseIsRefusedInTheShapeOfOauth() {
        Answer unknown = exchange("weavz-gateway", "wvz_unknown").expect(400);
        assertThat(unknown.text("/error")).isEqualTo("invalid_request");
        assertThat(unknown.body()).doesNotContain("wvz_unknown");
        exchange("weavz-gateway", acme.apiKey(), "audience", "no-such-client").expect(400);
        exchange("weavz-gateway", acme.apiKey(), "requested_token_type", "urn:ietf:params:oauth:token-type:saml2")
                .expect(400);
        exchange("weavz-gateway", acme.apiKey(), "organization", "someone-else").expect(400);
        exchange("weavz-api", acme.apiKey()).expect(400);
    }
}
