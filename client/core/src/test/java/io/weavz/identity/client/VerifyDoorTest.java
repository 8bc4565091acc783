package io.weavz.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyDoorTest {

    private static final Verdict UNAVAILABLE = new Verdict.Unavailable(Duration.ofSeconds(1));
    private static final List<String> KEY = List.of("Authorization", "Bearer wvz_a");

    private interface Service {
        void answer(HttpExchange exchange) throws IOException;
    }

    private HttpServer server;
    private volatile Service service;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                service.answer(exchange);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private DoorOptions options() {
        return DoorOptions.of(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realms/weavz"));
    }

    private Verdict ask() {
        return new VerifyDoor(options()).apply(KEY);
    }

    private static Service answering(int status, List<String> headers) {
        return exchange -> {
            add(exchange, headers);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private static void add(HttpExchange exchange, List<String> headers) {
        for (int i = 0; i < headers.size(); i += 2) {
            exchange.getResponseHeaders().add(headers.get(i), headers.get(i + 1));
        }
    }

    @Test
    void aGrantedRequestHasItsCaller() {
        List<String> paths = new ArrayList<>();
        Service good = answering(
                200,
                Headers.identity(
                        "X-Weavz-Project-Ids", "p1,p2", "X-Weavz-Scopes", "a b", "X-Weavz-End-User-Id", "%C3%A9+%25"));
        service = exchange -> {
            paths.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            good.answer(exchange);
        };

        assertThat(new VerifyDoor(options().withMcpServer("srv x")).apply(KEY))
                .isEqualTo(new Verdict.Granted(new Caller(
                        "org-1",
                        "acme",
                        "pro",
                        "service-user",
                        "api_key",
                        "key-1",
                        Set.of("p1", "p2"),
                        Set.of("a", "b"),
                        Optional.of("é+%"),
                        Optional.empty())));
        assertThat(paths).containsExactly("/realms/weavz/api/v1/verify?server=srv+x Bearer wvz_a");
    }

    @ParameterizedTest
    @CsvSource({"401, INVALID", "403, FORBIDDEN"})
    void aRefusalIsARefusal(int status, Refusal refusal) {
        service = answering(status, List.of());
        assertThat(ask()).isEqualTo(new Verdict.Refused(refusal));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 403})
    void aLimitSaysWhenToComeBack(int status) {
        service = answering(status, List.of("Retry-After", "7"));
        assertThat(ask()).isEqualTo(new Verdict.Limited(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 400, 404, 500, 502, 503})
    void whatIsNoAnswerOfTheDoorLetsNobodyIn(int status) {
        service = answering(status, Headers.identity());
        assertThat(ask()).isEqualTo(UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Weavz-Org-Id",
                "X-Weavz-Org-Slug",
                "X-Weavz-Plan",
                "X-Weavz-Subject",
                "X-Weavz-Auth-Method",
                "X-Weavz-Credential-Id"
            })
    void aYesThatDoesNotSayWhoLetsNobodyIn(String header) {
        service = answering(200, Headers.identity(header, ""));
        assertThat(ask()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aYesWithAHeaderTwiceOrNotAtAllLetsNobodyIn() {
        List<String> twice = new ArrayList<>(Headers.identity());
        twice.addAll(List.of("X-Weavz-Project-Ids", "p1"));
        service = answering(200, twice);
        assertThat(ask()).isEqualTo(UNAVAILABLE);
        service = answering(200, Headers.identity().subList(0, 18));
        assertThat(ask()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aServiceThatIsDownOrSilentOrHaltsInItsAnswerIsNoAnswer() {
        CountDownLatch end = new CountDownLatch(1);
        service = exchange -> {
            add(exchange, Headers.identity());
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().flush();
            await(end);
        };
        VerifyDoor door = new VerifyDoor(options().withTimeout(Duration.ofMillis(300)));
        assertThat(door.apply(KEY)).isEqualTo(UNAVAILABLE);
        end.countDown();
        server.stop(0);
        assertThat(door.apply(KEY)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void moreQuestionsThanAllowedAreNotAsked() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        service = exchange -> {
            arrived.countDown();
            await(end);
            answering(401, List.of()).answer(exchange);
        };
        VerifyDoor door = new VerifyDoor(options().withConcurrency(1).withTimeout(Duration.ofSeconds(20)));
        CompletableFuture<Verdict> first = CompletableFuture.supplyAsync(() -> door.apply(KEY));
        arrived.await();
        assertThat(door.apply(KEY)).isEqualTo(UNAVAILABLE);
        end.countDown();
        assertThat(first.get()).isEqualTo(new Verdict.Refused(Refusal.INVALID));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
