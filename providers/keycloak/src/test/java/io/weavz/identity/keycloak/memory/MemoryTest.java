package io.weavz.identity.keycloak.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weavz.identity.access.credential.LookupKey;
import io.weavz.identity.keycloak.http.UnavailableException;
import io.weavz.identity.keycloak.journey.Finding;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is remembered, and above all when it is not. */
class MemoryTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final LookupKey KEY = new LookupKey(1, 2);

    private final Epochs epochs = new Epochs();
    private final SettableTrust trust = new SettableTrust();
    private final SettableClock clock = new SettableClock();
    private final Memory memory = new Memory(epochs, trust, clock, 1_000);
    private final AtomicInteger lookUps = new AtomicInteger();

    private static final class SettableTrust implements Trust {
        private boolean believes = true;
        private boolean asks = true;

        @Override
        public boolean believes() {
            return believes;
        }

        @Override
        public boolean asks() {
            return asks;
        }
    }

    private static final class SettableClock extends Clock {
        private long millis = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    }

    private Supplier<Finding<String>> finds(Optional<String> value, String... subjects) {
        return () -> {
            lookUps.incrementAndGet();
            return new Finding<>(value, Set.of(subjects), Instant.ofEpochMilli(NOW + 60_000));
        };
    }

    private Optional<String> recall(Supplier<Finding<String>> lookUp) {
        return memory.recall(KEY, String.class, memory.now(), lookUp);
    }

    private void change(String subject) {
        epochs.changed(Epochs.stripe(subject), clock.millis);
    }

    @Test
    void whatNothingChangedAboutIsLookedUpOnce() {
        recall(finds(Optional.of("known"), "acme"));
        change("another");

        assertThat(recall(finds(Optional.of("known"), "acme"))).hasValue("known");
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void aChangeOfAnySubjectIsSeenAtOnce() {
        for (String subject : Set.of("realm", "acme", "anna")) {
            recall(finds(Optional.of("before"), "realm", "acme", "anna"));
            change(subject);
            assertThat(recall(finds(Optional.empty(), "realm", "acme", "anna")))
                    .as(subject)
                    .isEmpty();
            change(subject);
        }
    }

    @Test
    @DisplayName("case 32: what a request has read once it sees again, so a change since then counts for all of it")
    void aLaterLookUpOfARequestIsAsOldAsItsFirst() {
        Memory.Moment first = memory.now();
        change("acme");
        clock.millis += 1_000;
        Optional<String> seenAgain = memory.recall(KEY, String.class, first, finds(Optional.of("before"), "acme"));

        assertThat(seenAgain).hasValue("before");
        assertThat(memory.find(KEY, String.class)).isEmpty();
    }

    @Test
    @DisplayName("case 32: what was read before a revocation is not believed after it, though it came back later")
    void aLookUpThatRacesARevocationCannotBringTheKeyBack() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch revoked = new CountDownLatch(1);
        CompletableFuture<Optional<String>> slow = CompletableFuture.supplyAsync(() -> recall(() -> {
            read.countDown();
            await(revoked);
            return new Finding<>(Optional.of("the old row"), Set.of("acme"), Instant.ofEpochMilli(NOW + 60_000));
        }));
        await(read);
        change("acme");
        revoked.countDown();
        assertThat(slow.get(10, TimeUnit.SECONDS)).hasValue("the old row");

        assertThat(memory.find(KEY, String.class)).isEmpty();
        assertThat(recall(finds(Optional.empty(), "acme"))).isEmpty();
    }

    @Test
    @DisplayName("case 32: an older look-up that ends last does not replace a newer one")
    void anOldAnswerNeverStandsWhenAChangeCameBetween() {
        Optional<String> old = recall(() -> {
            change("acme");
            recall(finds(Optional.of("new"), "acme"));
            return new Finding<>(Optional.of("old"), Set.of("acme"), Instant.ofEpochMilli(NOW + 60_000));
        });

        assertThat(old).hasValue("old");
        assertThat(recall(finds(Optional.of("new"), "acme"))).hasValue("new");
    }

    @Test
    @DisplayName("case 38: a key that was just refused works as soon as it is there")
    void whatDidNotExistIsFoundOnceItIsMade() {
        assertThat(recall(finds(Optional.empty(), "fingerprint"))).isEmpty();
        assertThat(recall(finds(Optional.empty(), "fingerprint"))).isEmpty();
        assertThat(lookUps).hasValue(1);
        change("fingerprint");

        assertThat(recall(finds(Optional.of("made"), "acme"))).hasValue("made");
    }

    @Test
    @DisplayName("cases 8 and 38: 300,000 unknown keys push out none that is known")
    void aFloodOfUnknownKeysLeavesTheKnownOnes() {
        for (int i = 0; i < 500; i++) {
            memory.recall(new LookupKey(i, i), String.class, memory.now(), finds(Optional.of("known"), "acme"));
        }
        for (int i = 0; i < 300_000; i++) {
            memory.recall(new LookupKey(-i, i), String.class, memory.now(), finds(Optional.empty(), "fingerprint"));
        }

        for (int i = 0; i < 500; i++) {
            assertThat(memory.find(new LookupKey(i, i), String.class)).hasValue(Optional.of("known"));
        }
    }

    @Test
    void anAnswerEndsAtItsInstant() {
        recall(finds(Optional.of("known"), "acme"));
        clock.millis = NOW + 59_999;
        assertThat(memory.find(KEY, String.class)).isPresent();
        clock.millis = NOW + 60_000;
        assertThat(memory.find(KEY, String.class)).isEmpty();
    }

    @Test
    void whatIsReadWhileAChangeSettlesIsNotRemembered() {
        epochs.changed(Epochs.stripe("acme"), NOW + 250);
        clock.millis = NOW + 249;
        recall(finds(Optional.of("known"), "acme"));
        assertThat(memory.find(KEY, String.class)).isEmpty();
        clock.millis = NOW + 250;
        recall(finds(Optional.of("known"), "acme"));
        assertThat(memory.find(KEY, String.class)).isPresent();
    }

    @Test
    void whatDependsOnNothingIsNotRemembered() {
        recall(() -> Finding.forgettable(Optional.of("passing")));

        assertThat(memory.find(KEY, String.class)).isEmpty();
    }

    @Test
    @DisplayName("case 33: a node that is not believed asks the database, and refuses when it cannot")
    void withoutTrustNothingIsRemembered() {
        recall(finds(Optional.of("known"), "acme"));
        trust.believes = false;
        assertThat(recall(finds(Optional.empty(), "acme"))).isEmpty();
        trust.asks = false;

        assertThatThrownBy(() -> recall(finds(Optional.of("known"), "acme"))).isInstanceOf(UnavailableException.class);
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void aNodeThatIsCutOffAnswersWhatItRemembersAndNothingElse() {
        recall(finds(Optional.of("known"), "acme"));
        trust.asks = false;

        assertThat(recall(finds(Optional.empty(), "acme"))).hasValue("known");
        assertThatThrownBy(() -> memory.recall(
                        new LookupKey(3, 4), String.class, memory.now(), finds(Optional.of("other"), "acme")))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    @DisplayName("case 56: a herd of requests for one key looks it up sixteen times at most")
    void aHerdLooksUpOnlySoOften() {
        CompletableFuture<?>[] herd = new CompletableFuture<?>[64];
        CountDownLatch together = new CountDownLatch(1);
        for (int i = 0; i < herd.length; i++) {
            herd[i] = CompletableFuture.runAsync(
                    () -> {
                        await(together);
                        recall(finds(Optional.of("known"), "acme"));
                    },
                    task -> new Thread(task).start());
        }
        together.countDown();
        CompletableFuture.allOf(herd).join();

        assertThat(lookUps.get()).isBetween(1, 16);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
