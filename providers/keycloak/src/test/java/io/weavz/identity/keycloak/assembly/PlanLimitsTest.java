package io.weavz.identity.keycloak.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.access.plan.Allowance;
import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.plan.PlanRates;
import io.weavz.identity.access.plan.Spending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlanLimitsTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private long nanos = -5;
    private final PlanLimits limits =
            new PlanLimits(new PlanRates(60, 600, 6_000), Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);

    private Spending spend(String organization, Optional<Integer> ownLimit) {
        return limits.spend(organization, Plan.FREE, "key", ownLimit);
    }

    private int letThrough(int requests, String organization, Optional<Integer> ownLimit) {
        AtomicInteger within = new AtomicInteger();
        IntStream.range(0, requests).parallel().forEach(i -> {
            if (spend(organization, ownLimit) instanceof Spending.Within) {
                within.incrementAndGet();
            }
        });
        return within.get();
    }

    @Test
    void anOrganizationHasTheLimitOfItsPlan() {
        assertThat(spend("acme", Optional.empty()))
                .isEqualTo(new Spending.Within(new Allowance(60, 59, NOW.plusSeconds(1))));
        assertThat(letThrough(100, "acme", Optional.empty())).isEqualTo(59);
        assertThat(spend("acme", Optional.empty()))
                .isEqualTo(new Spending.Exceeded(new Allowance(60, 0, NOW.plusSeconds(60)), Duration.ofSeconds(1)));
        assertThat(limits.spend("acme", Plan.PRO, "key", Optional.empty()))
                .as("a better plan holds at once")
                .isInstanceOf(Spending.Exceeded.class);
        nanos += Duration.ofMillis(100).toNanos();
        assertThat(limits.spend("acme", Plan.PRO, "key", Optional.empty())).isInstanceOf(Spending.Within.class);
    }

    @Test
    @DisplayName("case 54: one organization's flood does not touch another")
    void anOrganizationIsCountedAlone() {
        letThrough(1_000, "acme", Optional.empty());
        assertThat(letThrough(100, "other", Optional.empty())).isEqualTo(60);
    }

    @Test
    @DisplayName("case 54: a key's own limit is exact when many ask at once, and what it refuses costs nobody anything")
    void whatTheKeyRefusesIsNotSpentOfTheOrganization() {
        assertThat(letThrough(1_000, "acme", Optional.of(10))).isEqualTo(10);
        assertThat(spend("acme", Optional.of(10)))
                .isEqualTo(new Spending.Exceeded(new Allowance(10, 0, NOW.plusSeconds(60)), Duration.ofSeconds(6)));
        assertThat(letThrough(1_000, "acme", Optional.empty())).isEqualTo(50);
    }

    @Test
    void whatTheOrganizationRefusesIsNotSpentOfTheKey() {
        letThrough(60, "acme", Optional.empty());

        assertThat(letThrough(1_000, "acme", Optional.of(10))).isZero();

        assertThat(letThrough(1_000, "other", Optional.of(10))).isEqualTo(10);
    }

    @Test
    void theTighterLimitIsTold() {
        assertThat(spend("acme", Optional.of(10)).allowance()).isEqualTo(new Allowance(10, 9, NOW.plusSeconds(6)));
        letThrough(55, "acme", Optional.empty());
        assertThat(spend("acme", Optional.of(10)).allowance()).isEqualTo(new Allowance(60, 3, NOW.plusSeconds(57)));
    }

    @Test
    void aKeyNeverHasMoreThanItsOrganization() {
        assertThat(letThrough(1_000, "acme", Optional.of(500))).isEqualTo(60);
    }

    @Test
    void whoHasNotAskedForLongHasUsedNothing() {
        letThrough(60, "acme", Optional.of(60));
        nanos += Duration.ofMinutes(3).toNanos();
        assertThat(letThrough(100, "acme", Optional.of(60))).isEqualTo(60);
    }

    @Test
    @DisplayName("case 54: what other nodes let through counts here, and is paid back")
    void whatOtherNodesLetThroughIsCounted() {
        PlanLimits elsewhere =
                new PlanLimits(new PlanRates(60, 600, 6_000), Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);
        assertThat(letThrough(100, "acme", Optional.of(50))).isEqualTo(50);
        List<Bucket.Spent> told = limits.takeSpent(1_000);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        new Bucket.Spent(false, "acme", 60, 50), new Bucket.Spent(true, "key", 50, 50));
        assertThat(limits.takeSpent(1_000)).isEmpty();

        told.stream().map(Bucket.Spent::text).map(Bucket.Spent::of).forEach(elsewhere::spentElsewhere);

        assertThat(elsewhere.spend("acme", Plan.FREE, "key", Optional.of(50))).isInstanceOf(Spending.Exceeded.class);
        assertThat(elsewhere
                        .spend("acme", Plan.FREE, "other key", Optional.empty())
                        .allowance()
                        .remaining())
                .isEqualTo(9);
        told.forEach(elsewhere::spentElsewhere);
        nanos += Duration.ofSeconds(40).toNanos();
        assertThat(elsewhere.spend("acme", Plan.FREE, "other key", Optional.empty()))
                .as("two nodes let through more than one limit: nothing until it is paid back")
                .isInstanceOf(Spending.Exceeded.class);
    }
}
