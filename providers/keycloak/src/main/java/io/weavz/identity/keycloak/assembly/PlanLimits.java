package io.weavz.identity.keycloak.assembly;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.weavz.identity.access.plan.Allowance;
import io.weavz.identity.access.plan.Gcra;
import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.plan.PlanRates;
import io.weavz.identity.access.plan.RateLimits;
import io.weavz.identity.access.plan.Spending;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts the requests of organizations and of keys in this node's memory. Only those that have asked lately are
 * remembered: who has not for a minute has used nothing.
 */
final class PlanLimits implements RateLimits {

    private static final int MAX_SUBJECTS = 200_000;
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final PlanRates rates;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Cache<String, Gcra> organizations;
    private final Cache<String, Gcra> credentials;

    /**
     * @param clock tells clients when a limit is full again
     * @param nanos counts; it never goes back, as the clock of the machine may
     */
    PlanLimits(PlanRates rates, Clock clock, LongSupplier nanos) {
        this.rates = rates;
        this.clock = clock;
        this.nanos = nanos;
        this.organizations = subjects();
        this.credentials = subjects();
    }

    private Cache<String, Gcra> subjects() {
        return Caffeine.newBuilder()
                .maximumSize(MAX_SUBJECTS)
                .expireAfterAccess(IDLE)
                .ticker(nanos::getAsLong)
                .build();
    }

    @Override
    public Spending spend(String organizationId, Plan plan, String credentialId, Optional<Integer> ownLimit) {
        int limit = rates.of(plan);
        long now = nanos.getAsLong();
        Gcra organization = organizations.get(organizationId, id -> new Gcra(now));
        return ownLimit.map(own ->
                        spendBoth(organization, limit, credentials.get(credentialId, id -> new Gcra(now)), own, now))
                .orElseGet(() -> spending(limit, organization.spend(limit, now)));
    }

    private Spending spendBoth(Gcra organization, int limit, Gcra key, int own, long now) {
        // What the key has left must not be spent by another request while the organization is asked.
        synchronized (key) {
            Gcra.Level ofKey = key.look(own, now);
            if (!ofKey.allowed()) {
                return spending(own, ofKey);
            }
            Gcra.Level ofOrganization = organization.spend(limit, now);
            if (!ofOrganization.allowed()) {
                return spending(limit, ofOrganization);
            }
            key.add(1, own, now);
            Gcra.Level left = key.look(own, now);
            return left.remaining() <= ofOrganization.remaining() ? within(own, left) : within(limit, ofOrganization);
        }
    }

    private Spending spending(int limit, Gcra.Level level) {
        return level.allowed()
                ? within(limit, level)
                : new Spending.Exceeded(allowance(limit, level), level.untilNext());
    }

    private Spending within(int limit, Gcra.Level level) {
        return new Spending.Within(allowance(limit, level));
    }

    private Allowance allowance(int limit, Gcra.Level level) {
        return new Allowance(limit, level.remaining(), clock.instant().plus(level.untilFull()));
    }
}
