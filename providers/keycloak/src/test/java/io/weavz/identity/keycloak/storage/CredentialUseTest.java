package io.weavz.identity.keycloak.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.weavz.identity.keycloak.storage.Tally.Outcome;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSessionFactory;

class CredentialUseTest {
    private static final long HOUR = 3_600_000;
    private static final long NOON = 500_000 * HOUR;

    private final CredentialUse uses = new CredentialUse();

    private static Tally granted(String id, long hour, long requests, long lastUsedAt) {
        return new Tally(new Tally.Key(id, hour, Outcome.GRANTED), requests, lastUsedAt);
    }

    private static Tally.Key refused(String id, long hour) {
        return new Tally.Key(id, hour, Outcome.REFUSED);
    }

    @Test
    void aCellIsTakenOnceHoweverOftenItWasUsed() {
        UsageCell cell = uses.of("a");
        cell.granted(NOON);
        cell.granted(NOON + 1);
        assertThat(uses.taken()).containsExactly(granted("a", 500_000, 2, NOON + 1));
        assertThat(uses.taken()).isEmpty();
        cell.granted(NOON + 2);
        assertThat(uses.taken()).containsExactly(granted("a", 500_000, 1, NOON + 2));
    }

    @Test
    void whatIsTakenComesInTheOrderOfTheRows() {
        uses.of("b").granted(NOON);
        uses.of("a").refused(NOON);
        uses.of("a").granted(NOON);
        assertThat(uses.taken())
                .extracting(Tally::key)
                .containsExactly(
                        new Tally.Key("a", 500_000, Outcome.GRANTED),
                        refused("a", 500_000),
                        new Tally.Key("b", 500_000, Outcome.GRANTED));
    }

    @Test
    void twoCellsOfOneCredentialAddUp() {
        UsageCell first = new UsageCell(uses, "a");
        UsageCell second = new UsageCell(uses, "a");
        first.granted(NOON);
        second.granted(NOON + 7);
        second.granted(NOON + 5);
        assertThat(uses.taken()).containsExactly(granted("a", 500_000, 3, NOON + 7));
        assertThat(uses.taken()).isEmpty();
        second.granted(NOON + 9);
        first.granted(NOON + 8);
        assertThat(uses.taken()).containsExactly(granted("a", 500_000, 2, NOON + 9));
    }

    @Test
    void aRequestCountsInItsOwnHour() {
        UsageCell cell = uses.of("a");
        cell.granted(NOON - 1);
        cell.granted(NOON);
        cell.granted(NOON);
        cell.refused(NOON - 1);
        assertThat(uses.taken())
                .extracting(Tally::key, Tally::requests)
                .containsExactly(
                        tuple(new Tally.Key("a", 499_999, Outcome.GRANTED), 1L),
                        tuple(refused("a", 499_999), 1L),
                        tuple(new Tally.Key("a", 500_000, Outcome.GRANTED), 2L));
    }

    @Test
    void theLastUseIsSeenWhileItWaitsAndUntilTheFlushAfterIt() {
        uses.of("a").granted(NOON + 5);
        uses.of("a").granted(NOON + 3);
        assertThat(uses.latest("a", null)).contains(Instant.ofEpochMilli(NOON + 5));
        assertThat(uses.latest("a", NOON + 9)).contains(Instant.ofEpochMilli(NOON + 9));
        uses.taken();
        assertThat(uses.latest("a", null)).contains(Instant.ofEpochMilli(NOON + 5));
        uses.taken();
        assertThat(uses.latest("a", null)).isEmpty();
        assertThat(uses.latest("a", NOON)).contains(Instant.ofEpochMilli(NOON));
    }

    @Test
    void aRefusalIsNoUse() {
        uses.of("a").refused(NOON);
        assertThat(uses.latest("a", null)).isEmpty();
        assertThat(uses.taken()).extracting(Tally::key).containsExactly(refused("a", 500_000));
    }

    @Test
    void whatCannotBeWrittenIsKept() {
        KeycloakSessionFactory down = (KeycloakSessionFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {KeycloakSessionFactory.class},
                (proxy, method, arguments) -> {
                    throw new IllegalStateException("no database");
                });
        UsageCell cell = uses.of("a");
        cell.granted(NOON);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> uses.flush(down, NOON)).hasMessage("no database");
        }
        cell.granted(NOON + 1);
        assertThat(uses.taken()).containsExactly(granted("a", 500_000, 2, NOON + 1));
    }

    @Test
    void nothingIsLostBetweenThreadsHoursAndFlushes() throws Exception {
        int each = 200_000;
        List<UsageCell> cells = List.of(new UsageCell(uses, "a"), new UsageCell(uses, "a"));
        List<Callable<Void>> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            UsageCell cell = cells.get(caller % 2);
            long ahead = caller * HOUR / each / 4;
            callers.add(() -> {
                // All of them cross the end of the hour in the middle, not quite at the same time.
                for (int i = 0; i < each; i++) {
                    cell.granted(NOON - HOUR / 2 + HOUR / each * i + ahead);
                    cell.refused(NOON);
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(callers.size());
        List<Tally> taken = new ArrayList<>();
        try {
            List<Future<Void>> calls = new ArrayList<>();
            callers.forEach(caller -> calls.add(threads.submit(caller)));
            while (!calls.stream().allMatch(Future::isDone)) {
                taken.addAll(uses.taken());
            }
            for (Future<Void> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdown();
        }
        taken.addAll(uses.taken());

        assertThat(requests(taken, new Tally.Key("a", 499_999, Outcome.GRANTED)))
                .isEqualTo(2L * each);
        assertThat(requests(taken, new Tally.Key("a", 500_000, Outcome.GRANTED)))
                .isEqualTo(2L * each);
        assertThat(requests(taken, refused("a", 500_000))).isEqualTo(4L * each);
    }

    private static long requests(List<Tally> taken, Tally.Key key) {
        return taken.stream()
                .filter(tally -> tally.key().equals(key))
                .mapToLong(Tally::requests)
                .sum();
    }
}
