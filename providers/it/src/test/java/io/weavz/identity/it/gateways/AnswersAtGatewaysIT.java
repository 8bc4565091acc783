package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.gateways.Gateway.Lack;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Abuse cases 17 and 30: only an answer lets somebody in, for what was asked and no longer than it is good. */
@Tag("gateways")
class AnswersAtGatewaysIT {
    /** Two seconds are configured; some more are given to a machine with other work. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** How late the service itself may be. */
    private static final Duration DOOR = Duration.ofSeconds(1);

    private static final Upstream API = Upstream.running();

    @BeforeEach
    void nothingHasArrived() {
        API.forget();
    }

    @AfterEach
    void everyLineIsWhole() {
        Stream.of(Gateway.values()).forEach(gateway -> gateway.running().line().mend());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 17: a service that is away or silent lets nobody in, and soon")
    void noAnswerIsARefusal(Gateway gateway) {
        RunningGateway running = gateway.running();
        for (Runnable outage : List.<Runnable>of(running.line()::cut, running.line()::hang)) {
            // One that nobody has asked about, so that nobody remembers it.
            String key = Caller.newApiKey();
            outage.run();
            long begun = System.nanoTime();
            Answer answer = running.get(Caller.CONNECTIONS).bearer(key).send();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            if (gateway.has(Lack.STATUS_503)) {
                assertThat(answer.expect(503).text("/error")).isEqualTo("UNAVAILABLE");
                assertThat(answer.header("Retry-After")).isPresent();
            } else {
                answer.expect(401);
            }
            assertThat(API.arrivals()).isEmpty();
            running.line().mend();
        }
        Caller.apiKey().on(running.get(Caller.CONNECTIONS)).expect(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 17: what was allowed for one path is not allowed for another")
    void anAnswerIsForItsPathAlone(Gateway gateway) {
        Caller caller = Caller.mcpToken();
        caller.on(gateway.running().get(caller.path())).expect(200);
        API.forget();

        caller.on(gateway.running().get("/mcp/server_of-another")).expect(401);
        caller.on(gateway.running().get(Caller.CONNECTIONS)).expect(401);

        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 30: a revoked key is refused at once, or when the gateway has forgotten it")
    void aRevokedKeyIsRefused(Gateway gateway) {
        RunningGateway running = gateway.running();
        Organization own = Fixture.organization(Weavz.server());
        running.get(Caller.CONNECTIONS).bearer(own.apiKey()).expect(200);
        Http.delete("/api/v1/api-keys/" + own.apiKeyId())
                .serviceKey(Weavz.server().bootstrapServiceKey(), own.id())
                .expect(200);
        long revoked = System.nanoTime();
        long last = revoked;

        for (long sent = revoked;
                running.get(Caller.CONNECTIONS).bearer(own.apiKey()).send().status() == 200;
                sent = System.nanoTime()) {
            last = sent;
        }

        System.out.println(gateway + ": a revoked key was let in for "
                + Duration.ofNanos(last - revoked).toMillis() + " ms");
        assertThat(Duration.ofNanos(last - revoked)).isLessThan(gateway.memory().plus(DOOR));
    }
}
