package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** nginx with VERIFY_CACHE=verify: what it remembers, for whom, and for how long. */
@Tag("gateways")
class NginxCacheIT {
    private static final Duration STALE = Duration.ofSeconds(3);
    private static final Upstream API = Upstream.running();
    private static RunningGateway nginx;

    private final Organization own = Fixture.organization(Weavz.server());

    @BeforeAll
    static void nginxThatRemembers() {
        nginx = RunningGateway.start(Gateway.NGINX, Map.of("VERIFY_CACHE", "verify"));
    }

    @BeforeEach
    void nothingHasArrived() {
        API.forget();
        nginx.line().mend();
    }

    private Answer withKey() {
        return nginx.get(Caller.CONNECTIONS).bearer(own.apiKey()).send();
    }

    @Test
    void oneAnswerIsGoodForSeveralRequestsWithoutTheService() {
        withKey().expect(200);
        nginx.line().cut();

        withKey().expect(200);

        assertThat(API.arrivals()).hasSize(2);
        assertThat(API.arrivals().get(1).statements())
                .isEqualTo(API.arrivals().get(0).statements());
        assertThat(API.arrivals().get(1).header("Authorization"))
                .isEqualTo(API.arrivals().get(0).header("Authorization"));
    }

    @Test
    @DisplayName("case 30: a revoked key is let in for less than 3 s")
    void aRevokedKeyIsRefusedWithinThePublishedTime() {
        withKey().expect(200);
        Http.delete("/api/v1/api-keys/" + own.apiKeyId())
                .serviceKey(Weavz.server().bootstrapServiceKey(), own.id())
                .expect(200);
        long revoked = System.nanoTime();
        long last = revoked;

        for (long sent = revoked; withKey().status() == 200; sent = System.nanoTime()) {
            last = sent;
        }

        System.out.println("nginx, remembered: a revoked key was let in for "
                + Duration.ofNanos(last - revoked).toMillis() + " ms");
        assertThat(Duration.ofNanos(last - revoked)).isLessThan(STALE);
    }

    @Test
    @DisplayName("case 39: an answer is for its credential, organization, method and address alone")
    void anAnswerIsForItsQuestionAlone() {
        withKey().expect(200);
        nginx.get("/mcp/srv_" + own.mcpServerId()).bearer(own.mcpToken()).expect(200);
        API.forget();

        nginx.get(Caller.CONNECTIONS).expect(401);
        nginx.get(Caller.CONNECTIONS).bearer(own.apiKey() + "x").expect(401);
        nginx.get(Caller.CONNECTIONS)
                .bearer(own.apiKey())
                .header("X-Org-ID", "another")
                .expect(403);
        nginx.get("/mcp/srv_" + own.mcpServerId() + "x").bearer(own.mcpToken()).expect(401);
        nginx.get("/mcp/srv_" + own.mcpServerId()).bearer(own.apiKey()).expect(401);
        Caller.session().on(nginx.get(Caller.CONNECTIONS)).expect(200);
        API.forget();
        Caller.session().on(nginx.request("POST", Caller.CONNECTIONS)).expect(403);

        assertThat(API.arrivals()).isEmpty();
    }

    @Test
    void aRefusalIsNotRemembered() {
        String soon = Fixture.uniqueSlug("soon");
        Http asked = nginx.get(Caller.CONNECTIONS).serviceKey(Weavz.server().bootstrapServiceKey(), soon);
        asked.expect(403);
        Http.post("/api/v1/orgs")
                .header("X-Service-Key", Weavz.server().bootstrapServiceKey())
                .json("name", "Soon " + soon, "slug", soon)
                .expect(201);

        nginx.get(Caller.CONNECTIONS)
                .serviceKey(Weavz.server().bootstrapServiceKey(), soon)
                .expect(200);
    }

    @Test
    @DisplayName("case 17: what is not remembered is refused when the service is away, and so is everything after 3 s")
    void memoryDoesNotOutliveItsTime() {
        withKey().expect(200);
        nginx.line().cut();
        nginx.get("/mcp/srv_" + own.mcpServerId()).bearer(own.mcpToken()).expect(503);

        People.await(() -> withKey().status() == 503);
    }
}
