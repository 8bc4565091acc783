package io.weavz.identity.access.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanRatesTest {
    @Test
    void eachPlanHasItsOwnRate() {
        PlanRates rates = new PlanRates(1, 2, 3);
        assertThat(Plan.values()).extracting(rates::of).containsExactly(1, 2, 3);
    }
}
