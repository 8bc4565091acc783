package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Abuse cases 7 and 10: what a request is and where it ends is agreed upon by the gateway and the API. */
@Tag("gateways")
class SmugglingAtGatewaysIT {
    private static final Upstream API = Upstream.running();

    @BeforeEach
    void nothingHasArrived() {
        API.forget();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 7: a token of 8 kB is verify's to judge, one of 64 kB comes to nobody")
    void longTokensAreJudgedOrRefused(Gateway gateway) {
        gateway.running().get(Caller.CONNECTIONS).bearer("a".repeat(8000)).expect(401);
        try {
            Answer answer = gateway.running()
                    .raw("GET " + Caller.CONNECTIONS + " HTTP/1.1", "Authorization: Bearer " + "a".repeat(64 * 1024));
            assertThat(answer.status()).isBetween(400, 499);
        } catch (UncheckedIOException closedWithoutAnAnswer) {
            // That is one way to refuse.
        }
        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 10: a second request that hides in a first one reaches the API unasked through none")
    void nothingIsSmuggled(Gateway gateway) {
        RunningGateway running = gateway.running();
        String key = Caller.apiKey().lines().get(0) + "\r\nHost: a.test\r\n";
        String hidden = "GET " + Caller.CONNECTIONS + "/smuggled HTTP/1.1\r\nHost: a.test\r\n\r\n";
        String post = "POST " + Caller.CONNECTIONS + " HTTP/1.1\r\n" + key;
        for (String lengths : List.of(
                "Content-Length: %d\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: %d\r\n",
                "Content-Length: %d\r\nTransfer-Encoding: xchunked\r\n",
                "Content-Length: %d\r\nTransfer-Encoding : chunked\r\n",
                "Content-Length: %d\r\nTransfer-Encoding:\tchunked\r\n",
                "Content-Length: %d\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: %d\r\nTransfer-Encoding: chunked, identity\r\n",
                "Content-Length: %d\r\nContent-Length: 0\r\n",
                "Content-Length: 0\r\nContent-Length: %d\r\n",
                "Content-Length: +%d\r\n",
                "Content-Length: %d,0\r\n")) {
            String body = "0\r\n\r\n" + hidden;
            try {
                running.bytes(post + lengths.formatted(body.length()) + "\r\n" + body);
            } catch (UncheckedIOException closedWithoutAnAnswer) {
                // That is one way to refuse.
            }
        }
        // What counts as a body never becomes a request, and what follows a body is asked about by itself.
        assertThat(API.arrivals())
                .allSatisfy(arrival -> assertThat(arrival.target()).isEqualTo(Caller.CONNECTIONS));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 10: a chunked body arrives whole, and the request after it is asked about by itself")
    void whatFollowsARequestIsAskedAboutByItself(Gateway gateway) {
        String first = "POST " + Caller.CONNECTIONS + "/first HTTP/1.1\r\nHost: a.test\r\n"
                + Caller.apiKey().lines().get(0) + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        String second = "GET " + Caller.CONNECTIONS + "/second HTTP/1.1\r\nHost: a.test\r\n";
        String third = "GET " + Caller.CONNECTIONS + "/third HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n"
                + Caller.apiKey().lines().get(0) + "\r\n\r\n";

        List<Integer> statuses = gateway.running().pipelined(first + second + "\r\n" + third, 3);

        assertThat(statuses).containsExactly(200, 401, 200);
        assertThat(API.arrivals().stream().map(Arrival::target))
                .containsExactly(Caller.CONNECTIONS + "/first", Caller.CONNECTIONS + "/third");
        assertThat(API.arrivals().get(0).body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 10: HTTP/2 without TLS is spoken by none")
    void http2IsNotSpokenWithoutTls(Gateway gateway) {
        try {
            Answer answer = gateway.running().bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(answer.status()).isIn(400, 404, 405, 501, 505);
        } catch (UncheckedIOException closed) {
            assertThat(closed).isNotNull();
        }
        Caller.apiKey()
                .raw(
                        gateway.running(),
                        List.of("Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABk"));
        assertThat(API.arrivals())
                .allSatisfy(arrival -> assertThat(arrival.names("Upgrade")).isFalse());
    }
}
