package io.weavz.identity.keycloak.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.keycloak.storage.ChangeSequence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long a node believes itself, to the millisecond. */
class LeaseTest {
    private static final List<ChangeSequence.Entry> SEQUENCE = List.of(new ChangeSequence.Entry(7, 1));

    private final Moving clock = new Moving();
    private final List<List<ChangeSequence.Entry>> read = new ArrayList<>();
    private Supplier<List<ChangeSequence.Entry>> database = () -> SEQUENCE;
    private final Lease lease = new Lease(() -> database.get(), clock, () -> clock.nanos, read::add);

    private static final class Moving extends Clock {
        private Instant now = Instant.ofEpochSecond(1_800_000_000L);
        private long nanos = 42;

        void by(Duration time) {
            now = now.plus(time);
            nanos += time.toNanos();
        }

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
    }

    private void fails() {
        database = () -> {
            throw new IllegalStateException("no connection");
        };
        lease.renew();
    }

    @Test
    void beforeTheFirstReadNothingIsBelievedAndEverythingAsked() {
        database = () -> {
            throw new IllegalStateException("no table yet");
        };
        assertThat(lease.believes()).isFalse();
        assertThat(lease.asks()).isTrue();
        lease.close();
    }

    @Test
    void aReadIsGoodForJustUnderASecond() {
        lease.renew();

        assertThat(read).containsExactly(SEQUENCE);
        clock.by(Duration.ofMillis(949));
        assertThat(lease.believes()).isTrue();
        clock.by(Duration.ofMillis(1));
        assertThat(lease.believes()).isFalse();
        assertThat(lease.asks()).isTrue();
    }

    @Test
    void theSecondCountsFromBeforeTheRead() {
        database = () -> {
            clock.by(Duration.ofMillis(600));
            return SEQUENCE;
        };
        lease.renew();

        clock.by(Duration.ofMillis(350));
        assertThat(lease.believes()).isFalse();
    }

    @Test
    @DisplayName("case 33: without a database a node believes itself for five seconds and asks nobody")
    void withoutADatabaseFiveSecondsRemain() {
        lease.renew();
        fails();

        clock.by(Duration.ofMillis(4_999));
        assertThat(lease.believes()).isTrue();
        assertThat(lease.asks()).isFalse();
        clock.by(Duration.ofMillis(1));
        assertThat(lease.believes()).isFalse();
        assertThat(lease.asks()).isFalse();
    }

    @Test
    @DisplayName("case 33: a database that hangs is one that is not there")
    void aReadThatHangsCountsAsFailed() {
        lease.renew();
        List<Boolean> meanwhile = new ArrayList<>();
        database = () -> {
            clock.by(Duration.ofMillis(1_501));
            meanwhile.add(lease.asks());
            meanwhile.add(lease.believes());
            clock.by(Duration.ofMillis(3_499));
            meanwhile.add(lease.believes());
            throw new IllegalStateException("timed out");
        };
        lease.renew();
        assertThat(meanwhile).containsExactly(false, true, false);
    }

    @Test
    @DisplayName("case 33: a read that never comes back keeps no later one from coming, and is not interrupted")
    void aReadThatIsLostIsAbandoned() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        AtomicBoolean interrupted = new AtomicBoolean();
        database = () -> {
            if (reads.incrementAndGet() == 1) {
                waitFor(never, interrupted);
            }
            return SEQUENCE;
        };
        lease.believes();
        try {
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!lease.believes() && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertThat(lease.believes()).isTrue();
            assertThat(never.getCount()).isOne();
            // An embedded database would lose its file by it.
            assertThat(interrupted).isFalse();
        } finally {
            never.countDown();
            lease.close();
        }
    }

    /** As a read from a socket does, it minds no interruption. */
    private static void waitFor(CountDownLatch latch, AtomicBoolean interrupted) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException goesOn) {
                interrupted.set(true);
            }
        }
    }

    @Test
    void oneGoodReadRestoresIt() {
        lease.renew();
        fails();
        clock.by(Duration.ofSeconds(60));
        database = () -> SEQUENCE;
        lease.renew();

        assertThat(lease.believes()).isTrue();
        assertThat(lease.asks()).isTrue();
    }

    @Test
    @DisplayName("case 31: neither a clock that is set nor a machine that was suspended prolongs it")
    void bothClocksMustAgree() {
        lease.renew();
        clock.now = clock.now.minusSeconds(3600);
        assertThat(lease.believes()).isFalse();
        lease.renew();
        assertThat(lease.believes()).isTrue();
        clock.now = clock.now.plusSeconds(3600);
        assertThat(lease.believes()).isFalse();
        lease.renew();
        clock.nanos += Duration.ofSeconds(6).toNanos();
        assertThat(lease.believes()).isFalse();
    }
}
