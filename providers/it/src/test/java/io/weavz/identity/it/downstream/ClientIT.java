package io.weavz.identity.it.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.client.Caller;
import io.weavz.identity.client.DoorOptions;
import io.weavz.identity.client.DoorVerifier;
import io.weavz.identity.client.IncomingRequest;
import io.weavz.identity.client.JwtOptions;
import io.weavz.identity.client.JwtVerifier;
import io.weavz.identity.client.Refusal;
import io.weavz.identity.client.Verdict;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Line;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client jar against the real service. */
class ClientIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final DoorOptions OPTIONS = DoorOptions.of(URI.create(SERVER.url()));
    private static final Verdict INVALID = new Verdict.Refused(Refusal.INVALID);
    private static final Verdict FORBIDDEN = new Verdict.Refused(Refusal.FORBIDDEN);
    private static Organization acme;
    private static Organization other;

    private final DoorVerifier door = DoorVerifier.of(OPTIONS);

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Caller caller(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Granted.class);
        return ((Verdict.Granted) verdict).caller();
    }

    @Test
    void everyKindOfCredentialHasItsCaller() {
        Caller key = caller(door.verify(Presenting.bearer(acme.apiKey())));
        assertThat(key.organizationId()).isEqualTo(acme.id());
        assertThat(key.organizationSlug()).isEqualTo(acme.slug());
        assertThat(key.authMethod()).isEqualTo("api_key");
        assertThat(key.credentialId()).isEqualTo(acme.apiKeyId());
        assertThat(key.projectIds()).isEmpty();

        Caller service = caller(door.verify(
                Presenting.headers("X-Service-Key", SERVER.bootstrapServiceKey(), "X-Org-ID", other.slug())));
        assertThat(service.organizationId()).isEqualTo(other.id());
        assertThat(service.authMethod()).isEqualTo("service_key");

        DoorVerifier server = DoorVerifier.of(OPTIONS.withMcpServer(acme.mcpServerId()));
        Caller mcp = caller(server.verify(Presenting.bearer(acme.mcpToken())));
        assertThat(mcp.mcpServerId()).hasValue(acme.mcpServerId());
        assertThat(mcp.scopes()).containsExactly("mcp:tools");
        assertThat(mcp.mayUseProject(acme.workspaceId())).isTrue();
        assertThat(mcp.mayUseProject("another")).isFalse();
        assertThat(door.verify(Presenting.bearer(acme.mcpToken()))).isEqualTo(INVALID);
    }

    @Test
    void aCookieCountsForReadingAndForPagesThatAreTrusted() {
        AuthClient person = AuthClient.signedUp();
        String organization = person.organization();
        String[] headers = {"Cookie", person.cookieHeader(), "X-Org-ID", organization};

        assertThat(caller(door.verify(Presenting.headers("GET", headers))).authMethod())
                .isEqualTo("session");
        assertThat(door.verify(Presenting.headers("POST", headers))).isEqualTo(FORBIDDEN);
        String[] trusted = {"Cookie", person.cookieHeader(), "X-Org-ID", organization, "Origin", "http://localhost:3001"
        };
        assertThat(caller(door.verify(Presenting.headers("POST", trusted))).organizationId())
                .isEqualTo(organization);
    }

    @Test
    void whatTheDoorRefusesIsRefused() {
        assertThat(door.verify(Presenting.headers())).isEqualTo(new Verdict.Refused(Refusal.MISSING));
        assertThat(door.verify(Presenting.bearer("wvz_unknown"))).isEqualTo(INVALID);
        assertThat(door.verify(Presenting.headers("Authorization", "Bearer " + acme.apiKey(), "X-Org-ID", other.id())))
                .isEqualTo(FORBIDDEN);
        assertThat(door.verify(Presenting.headers(
                        "Authorization", "Bearer " + acme.apiKey(), "X-Service-Key", SERVER.bootstrapServiceKey())))
                .isEqualTo(INVALID);
    }

    @Test
    void aRevokedKeyIsRefusedWithinTheCachesLife() {
        Answer made = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "to be revoked")
                .expect(201);
        IncomingRequest request = Presenting.bearer(made.text("/plainKey"));
        caller(door.verify(request));

        Http.delete("/api/v1/api-keys/" + made.text("/apiKey/id"))
                .bearer(acme.apiKey())
                .expect(200);
        Instant revoked = Instant.now();
        Instant lastGranted = revoked;
        for (Instant sent = revoked; door.verify(request) instanceof Verdict.Granted; sent = Instant.now()) {
            lastGranted = sent;
        }
        assertThat(door.verify(request)).isEqualTo(INVALID);
        assertThat(Duration.between(revoked, lastGranted)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whileTheServiceIsGoneOrHangsNobodyIsLetInAndAfterwardsItGoesOn() {
        Line line = Line.to(SERVER.port());
        DoorVerifier behind =
                DoorVerifier.of(DoorOptions.of(URI.create("http://127.0.0.1:" + line.port() + "/realms/weavz"))
                        .withCache(Duration.ZERO, 1)
                        .withTimeout(Duration.ofSeconds(2)));
        IncomingRequest request = Presenting.bearer(acme.apiKey());
        caller(behind.verify(request));

        line.cut();
        assertThat(behind.verify(request)).isInstanceOf(Verdict.Unavailable.class);
        line.mend();
        assertThat(caller(behind.verify(request)).organizationId()).isEqualTo(acme.id());

        line.hang();
        assertThat(behind.verify(request)).isInstanceOf(Verdict.Unavailable.class);
        line.mend();
        assertThat(caller(behind.verify(request)).organizationId()).isEqualTo(acme.id());
    }

    @Test
    void theTokenOfAGatewaySaysOfflineWhatTheDoorSays() {
        JwtVerifier offline = JwtVerifier.of(JwtOptions.of(SERVER.url()));
        Verdict verdict = offline.verify(Presenting.bearer(Presenting.jwt(acme.apiKey())));

        assertThat(verdict).isEqualTo(door.verify(Presenting.bearer(acme.apiKey())));
        assertThat(offline.verify(Presenting.bearer(acme.apiKey()))).isEqualTo(INVALID);
        assertThat(JwtVerifier.of(JwtOptions.of(SERVER.url()).withAudience("another-api"))
                        .verify(Presenting.bearer(Presenting.jwt(acme.apiKey()))))
                .isEqualTo(INVALID);
    }

    @Test
    void theTokenOfASignInIsNoneOfAGateways() {
        assertThat(JwtVerifier.of(JwtOptions.of(SERVER.rootUrl() + "/realms/weavz"))
                        .verify(Presenting.bearer(SERVER.operatorToken())))
                .isEqualTo(INVALID);
    }
}
