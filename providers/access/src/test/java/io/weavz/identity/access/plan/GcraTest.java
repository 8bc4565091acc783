package io.weavz.identity.access.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcraTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Monotonic clocks begin anywhere, also shortly before they overflow. */
    private static final long START = Long.MAX_VALUE - 30 * SECOND;

    private static final int LIMIT = 60;

    private final Gcra gcra = new Gcra(START);

    private int letThrough(int requests, int limit, long now) {
        int allowed = 0;
        for (int i = 0; i < requests; i++) {
            if (gcra.spend(limit, now).allowed()) {
                allowed++;
            }
        }
        return allowed;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 600, 6_000, 60_000, 999_999})
    void aFullLimitLetsExactlyThatManyThroughAtOnce(int limit) {
        assertThat(letThrough(limit + 10, limit, START)).isEqualTo(limit);
        assertThat(letThrough(limit + 10, limit, START + 61 * SECOND)).isEqualTo(limit);
    }

    @Test
    void theHighestLimitHasItsOwnIntervalToo() {
        gcra.add(PlanRates.MAX - 1, PlanRates.MAX, START);
        assertThat(letThrough(3, PlanRates.MAX, START)).isEqualTo(1);
        assertThat(letThrough(3, PlanRates.MAX, START + 6_000)).isEqualTo(1);
    }

    @Test
    void oneComesBackEachInterval() {
        letThrough(LIMIT, LIMIT, START);

        assertThat(letThrough(1, LIMIT, START + SECOND - 1)).isZero();
        assertThat(letThrough(2, LIMIT, START + SECOND)).isEqualTo(1);
        assertThat(letThrough(20, LIMIT, START + 11 * SECOND)).isEqualTo(10);
    }

    @Test
    void moreThanTheLimitIsNeverSaved() {
        assertThat(letThrough(200, LIMIT, START + 3_600 * SECOND)).isEqualTo(LIMIT);
    }

    @Test
    void eachAnswerSaysWhatIsLeft() {
        assertThat(gcra.look(LIMIT, START)).isEqualTo(new Gcra.Level(true, 60, Duration.ZERO, Duration.ZERO));
        assertThat(gcra.spend(LIMIT, START)).isEqualTo(new Gcra.Level(true, 59, Duration.ofSeconds(1), Duration.ZERO));
        letThrough(58, LIMIT, START);
        assertThat(gcra.spend(LIMIT, START))
                .isEqualTo(new Gcra.Level(true, 0, Duration.ofSeconds(60), Duration.ofSeconds(1)));
        assertThat(gcra.spend(LIMIT, START + SECOND / 4))
                .isEqualTo(new Gcra.Level(false, 0, Duration.ofMillis(59_750), Duration.ofMillis(750)));
        assertThat(gcra.look(LIMIT, START + 60 * SECOND))
                .isEqualTo(new Gcra.Level(true, 60, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void whatIsRefusedCostsNothing() {
        letThrough(LIMIT, LIMIT, START);
        letThrough(1_000, LIMIT, START);
        assertThat(letThrough(5, LIMIT, START + SECOND)).isEqualTo(1);
    }

    @Test
    void whatWasLetThroughElsewhereIsCountedWhateverTheLimitSays() {
        gcra.add(50, LIMIT, START);
        assertThat(letThrough(20, LIMIT, START)).isEqualTo(10);

        gcra.add(30, LIMIT, START);

        assertThat(gcra.spend(LIMIT, START).untilNext()).isEqualTo(Duration.ofSeconds(31));
        assertThat(letThrough(5, LIMIT, START + 31 * SECOND)).isEqualTo(1);
    }

    @Test
    void aNewLimitHoldsAtOnceAndWhatWasUsedStaysUsed() {
        letThrough(30, LIMIT, START);

        assertThat(gcra.look(600, START).remaining()).isEqualTo(300);
        assertThat(letThrough(10, 2, START)).isEqualTo(1);
    }

    @Test
    @DisplayName("case 54: the limit is exact when many ask at once")
    void theLimitIsExactUnderConcurrency() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch together = new CountDownLatch(threads);
        try {
            List<Future<List<Integer>>> found = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Callable<List<Integer>> asking = () -> {
                    together.countDown();
                    together.await();
                    List<Integer> remaining = new ArrayList<>();
                    for (int request = 0; request < 5_000; request++) {
                        Gcra.Level level = gcra.spend(20_000, START);
                        if (level.allowed()) {
                            remaining.add(level.remaining());
                        }
                    }
                    return remaining;
                };
                found.add(pool.submit(asking));
            }
            List<Integer> remaining = new ArrayList<>();
            for (Future<List<Integer>> each : found) {
                remaining.addAll(each.get());
            }
            assertThat(remaining).hasSize(20_000).doesNotHaveDuplicates();
        } finally {
            pool.shutdownNow();
        }
    }
}
