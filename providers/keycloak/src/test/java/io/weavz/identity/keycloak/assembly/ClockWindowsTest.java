package io.weavz.identity.keycloak.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClockWindowsTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private Instant now = Instant.parse("2030-01-01T00:00:03Z");
    private final ClockWindows windows = new ClockWindows(new Clock() {
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
            return now;
        }
    });

    private boolean letIn(String address) {
        return windows.exceeded(address, "/sign-in", 3, WINDOW).isEmpty();
    }

    @Test
    void aWindowIsFullAndTheNextIsEmpty() {
        assertThat(letIn("a")).isTrue();
        assertThat(letIn("a")).isTrue();
        assertThat(letIn("a")).isTrue();
        assertThat(windows.exceeded("a", "/sign-in", 3, WINDOW)).hasValue(Duration.ofSeconds(7));
        assertThat(letIn("b")).isTrue();
        assertThat(windows.exceeded("a", "/sign-up", 3, WINDOW)).isEmpty();
        now = now.plusSeconds(7);
        assertThat(letIn("a")).isTrue();
    }

    @Test
    void steadyTrafficBelowTheLimitIsNeverCutOff() {
        for (int i = 0; i < 100; i++) {
            assertThat(letIn("a")).isTrue();
            now = now.plusSeconds(4);
        }
    }

    @Test
    @DisplayName("case 54: the limit is exact when many ask at once")
    void theLimitIsExactUnderConcurrency() {
        AtomicInteger in = new AtomicInteger();
        IntStream.range(0, 10_000).parallel().forEach(i -> {
            if (letIn("a")) {
                in.incrementAndGet();
            }
        });
        assertThat(in).hasValue(3);
    }

    @Test
    @DisplayName("case 54: one address locks nobody else out")
    void anAddressIsCountedAlone() {
        IntStream.range(0, 100).forEach(i -> letIn("a"));
        assertThat(letIn("b")).isTrue();
    }
}
