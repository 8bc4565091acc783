package io.weavz.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DoorVerifierTest {

    private static final IncomingRequest KEY = Headers.request("Authorization", "Bearer wvz_a");
    private static final Verdict REFUSED = new Verdict.Refused(Refusal.FORBIDDEN);
    private static final Verdict UNAVAILABLE = new Verdict.Unavailable(Duration.ofSeconds(1));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<List<String>> asked = new ArrayList<>();
    private volatile Verdict answer = REFUSED;
    private final DoorVerifier verifier = new DoorVerifier(
            DoorOptions.of(URI.create("http://localhost")),
            headers -> {
                asked.add(headers);
                return answer;
            },
            nanos::get);

    @Test
    void anAnswerCountsForASecondFromWhenItWasAskedFor() {
        verifier.verify(KEY);
        nanos.addAndGet(999_999_999);
        answer = UNAVAILABLE;
        assertThat(verifier.verify(KEY)).isEqualTo(REFUSED);
        nanos.addAndGet(1);
        assertThat(verifier.verify(KEY)).isEqualTo(UNAVAILABLE);
        assertThat(asked).hasSize(2);
    }

    @Test
    void thatNobodyCanSayIsNotRemembered() {
        answer = UNAVAILABLE;
        assertThat(verifier.verify(KEY)).isEqualTo(UNAVAILABLE);
        answer = REFUSED;
        assertThat(verifier.verify(KEY)).isEqualTo(REFUSED);
    }

    @Test
    void anOrganizationAndAMethodBesideACookieAreQuestionsOfTheirOwn() {
        String cookie = "better-auth.session_token=s";
        for (int twice = 0; twice < 2; twice++) {
            verifier.verify(Headers.request("X-Service-Key", "wsk_a", "X-Org-ID", "a"));
            verifier.verify(Headers.request("X-Service-Key", "wsk_a", "X-Org-ID", "b"));
            verifier.verify(Headers.request("GET", List.of("Cookie", cookie)));
            verifier.verify(Headers.request("POST", List.of("Cookie", cookie)));
        }
        assertThat(asked).hasSize(4);
    }

    @Test
    void nobodyIsAskedAboutNothingOrTwoCredentials() {
        assertThat(verifier.verify(Headers.request())).isEqualTo(new Verdict.Refused(Refusal.MISSING));
        assertThat(verifier.verify(Headers.request("Authorization", "a", "X-Service-Key", "b")))
                .isEqualTo(new Verdict.Refused(Refusal.INVALID));
        assertThat(asked).isEmpty();
    }

    @Test
    void aFaultOfTheDoorLetsNobodyInAndNobodyWait() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        DoorVerifier broken = new DoorVerifier(
                DoorOptions.of(URI.create("http://localhost")),
                headers -> {
                    inside.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IllegalStateException("broken");
                },
                () -> 0);
        CompletableFuture<Verdict> first = CompletableFuture.supplyAsync(() -> broken.verify(KEY));
        inside.await();
        CompletableFuture<Verdict> second = CompletableFuture.supplyAsync(() -> broken.verify(KEY));
        go.countDown();
        assertThat(first.handle((verdict, fault) -> Optional.ofNullable(fault)).get())
                .isPresent();
        assertThat(second.handle((verdict, fault) -> fault != null || verdict.equals(UNAVAILABLE))
                        .get())
                .isTrue();
    }
}
