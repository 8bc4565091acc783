package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Http;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Abuse case 19: what is more than a GET with an answer passes every gateway as it should, or not at all. */
@Tag("gateways")
class ProtocolsAtGatewaysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Upstream API = Upstream.running();

    @BeforeEach
    void nothingHasArrived() {
        API.forget();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 19: every method arrives as itself, with who is calling, and none without a credential")
    void everyMethodIsAskedAbout(Gateway gateway) {
        for (String method : new String[] {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"}) {
            API.forget();
            gateway.running().request(method, Caller.CONNECTIONS).expect(401);
            assertThat(API.arrivals()).as(method).isEmpty();

            Caller.apiKey()
                    .on(gateway.running().request(method, Caller.CONNECTIONS))
                    .expect(200);
            assertThat(API.arrival().method()).isEqualTo(method);
            assertThat(API.arrival().statements()).isEqualTo(Caller.apiKey().statements());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 19: TRACE repeats nothing")
    void traceIsRefused(Gateway gateway) {
        Answer answer = gateway.running()
                .raw(
                        "TRACE " + Caller.CONNECTIONS + " HTTP/1.1",
                        Caller.apiKey().lines().get(0));

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain(Caller.organization().apiKey());
        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 19: a browser's preflight is the API's to answer, and is nobody's, whatever it brings along")
    void aPreflightIsNobodys(Gateway gateway) {
        Http preflight = gateway.running()
                .request("OPTIONS", Caller.CONNECTIONS)
                .header("Origin", "https://app.test")
                .header("Access-Control-Request-Method", "GET")
                .header("X-Weavz-Org-Id", "forged")
                .header("X-HTTP-Method-Override", "DELETE");
        Caller.serviceKey().on(Caller.apiKey().on(preflight)).expect(200);

        assertThat(API.arrival().method()).isEqualTo("OPTIONS");
        assertThat(API.arrival().statements()).isEmpty();
        assertThat(API.arrival().header("Origin")).hasValue("https://app.test");
        assertThat(API.arrival().headers().toString())
                .doesNotContainIgnoringCase("Authorization")
                .doesNotContainIgnoringCase("X-Service-Key")
                .doesNotContain("DELETE");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 19: only OPTIONS is a preflight")
    void anotherMethodIsNoPreflight(Gateway gateway) {
        for (String method : new String[] {"GET", "POST", "options", "OPTIONSX"}) {
            gateway.running()
                    .raw(
                            method + " " + Caller.CONNECTIONS + " HTTP/1.1",
                            "Origin: https://app.test",
                            "Access-Control-Request-Method: OPTIONS");
        }
        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 19: events come through one by one while the stream is open")
    void eventsComeThroughAtOnce(Gateway gateway) throws IOException, InterruptedException {
        Caller caller = Caller.mcpToken();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(gateway.running().url() + caller.path() + "/events"))
                .timeout(PATIENCE)
                .header("Accept", "text/event-stream");
        caller.credential().forEach(header -> request.header(header.name(), header.value()));

        var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        try (BufferedReader events = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String event : new String[] {"one", "two"}) {
                API.say(event);
                // The next one is not said before this one has come: it was not held back.
                assertThat(lineWithin(events)).isEqualTo("data: " + event);
                assertThat(lineWithin(events)).isEmpty();
            }
            API.say("");
        }
        assertThat(API.arrival().statements()).isEqualTo(caller.statements());
    }

    private static String lineWithin(BufferedReader events) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return events.readLine();
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                })
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 19: a stream without a credential is a refusal, not a stream")
    void aStreamNeedsACredential(Gateway gateway) {
        gateway.running()
                .get(Caller.mcpToken().path() + "/events")
                .header("Accept", "text/event-stream")
                .expect(401);

        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 19: a WebSocket opens with a credential and carries messages both ways")
    void aWebSocketPasses(Gateway gateway) {
        Caller caller = Caller.mcpToken();
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(PATIENCE);
        caller.credential().forEach(header -> builder.header(header.name(), header.value()));

        WebSocket socket = builder.buildAsync(socketOf(gateway), new Listener(heard))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        socket.sendText("are you there?", true);

        assertThat(heard.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isEqualTo("are you there?");
        socket.abort();
        assertThat(API.arrival().statements()).isEqualTo(caller.statements());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 19: a WebSocket without a credential does not open")
    void aWebSocketNeedsACredential(Gateway gateway) {
        CompletableFuture<WebSocket> opening =
                CLIENT.newWebSocketBuilder().buildAsync(socketOf(gateway), new Listener(new CompletableFuture<>()));

        assertThat(opening.handle((socket, refused) -> refused)
                        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .rootCause()
                .hasMessageContaining("401");
        assertThat(API.arrivals()).isEmpty();
    }

    private static URI socketOf(Gateway gateway) {
        return URI.create(gateway.running().url().replace("http", "ws")
                + Caller.mcpToken().path() + "/socket");
    }

    /** Hears one message. */
    private record Listener(CompletableFuture<String> heard) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.complete(text.toString());
            return CompletableFuture.completedStage(text);
        }
    }
}
