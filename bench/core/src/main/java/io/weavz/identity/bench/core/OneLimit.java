package io.weavz.identity.bench.core;

import io.weavz.identity.access.plan.Allowance;
import io.weavz.identity.access.plan.Gcra;
import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.plan.RateLimits;
import io.weavz.identity.access.plan.Spending;
import java.time.Instant;
import java.util.Optional;

/** One limit for everybody, so high that nobody reaches it. */
final class OneLimit implements RateLimits {

    private static final int LIMIT = Integer.MAX_VALUE;

    private final Gcra gcra = new Gcra(System.nanoTime());

    @Override
    public Spending spend(String organizationId, Plan plan, String credentialId, Optional<Integer> ownLimit) {
        Gcra.Level level = gcra.spend(LIMIT, System.nanoTime());
        return new Spending.Within(new Allowance(LIMIT, level.remaining(), Instant.EPOCH.plus(level.untilFull())));
    }
}
