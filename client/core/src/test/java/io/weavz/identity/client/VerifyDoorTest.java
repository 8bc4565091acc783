package io.weavz.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyDoorTest {

    private static final Verdict UNAVAILABLE = new Verdict.Unavailable(Duration.ofSeconds(1));
    private static final List<String> KEY = List.of("Authorization", "Bearer wvz_a");

    private final StubService service = new StubService();

    @AfterEach
    void stop() {
        service.close();
    }

    private DoorOptions options() {
        return DoorOptions.of(service.url("/realms/weavz"));
    }

    private Verdict ask() {
        return new VerifyDoor(options()).apply(KEY);
    }

    @Test
    void aGrantedRequestHasItsCaller() {
        List<String> paths = new ArrayList<>();
        StubService.Way good = StubService.status(
                200,
                Headers.identity(
                        "X-Weavz-Project-Ids", "p1,p2", "X-Weavz-Scopes", "a b", "X-Weavz-End-User-Id", "%C3%A9+%25"));
        service.answers(exchange -> {
            paths.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            good.answer(exchange);
        });

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
        service.answers(StubService.status(status, List.of()));
        assertThat(ask()).isEqualTo(new Verdict.Refused(refusal));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 403})
    void aLimitSaysWhenToComeBack(int status) {
        service.answers(StubService.status(status, List.of("Retry-After", "7")));
        assertThat(ask()).isEqualTo(new Verdict.Limited(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 400, 404, 500, 502, 503})
    void whatIsNoAnswerOfTheDoorLetsNobodyIn(int status) {
        service.answers(StubService.status(status, Headers.identity()));
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
        service.answers(StubService.status(200, Headers.identity(header, "")));
        assertThat(ask()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aYesWithAHeaderTwiceOrNotAtAllLetsNobodyIn() {
        List<String> twice = new ArrayList<>(Headers.identity());
        twice.addAll(List.of("X-Weavz-Project-Ids", "p1"));
        service.answers(StubService.status(200, twice));
        assertThat(ask()).isEqualTo(UNAVAILABLE);
        service.answers(StubService.status(200, Headers.identity().subList(0, 18)));
        assertThat(ask()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aServiceThatIsDownOrSilentOrHaltsInItsAnswerIsNoAnswer() {
        CountDownLatch end = new CountDownLatch(1);
        service.answers(exchange -> {
            StubService.add(exchange, Headers.identity());
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().flush();
            await(end);
        });
        VerifyDoor door = new VerifyDoor(options().withTimeout(Duration.ofMillis(300)));
        assertThat(door.apply(KEY)).isEqualTo(UNAVAILABLE);
        end.countDown();
        service.close();
        assertThat(door.apply(KEY)).isEqualTo(UNAVAILABLE);
    }

    @Test
    void aServiceThatWasRestartedIsAskedAgain() {
        service.answers(StubService.status(200, Headers.identity()));
        VerifyDoor door = new VerifyDoor(options());
        assertThat(door.apply(KEY)).isInstanceOf(Verdict.Granted.class);
        service.close();
        assertThat(door.apply(KEY)).isEqualTo(UNAVAILABLE);
        service.restart();
        assertThat(door.apply(KEY)).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void moreQuestionsThanAllowedAreNotAsked() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        service.answers(exchange -> {
            arrived.countDown();
            await(end);
            StubService.status(401, List.of()).answer(exchange);
        });
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
