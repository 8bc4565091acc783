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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * Counts the requests of organizations and of keys in this node's memory, and what other nodes tell. Only those that have
 * asked lately are remembered: who has not for a minute has used nothing here, and what others let through at the same
 * time is paid back a minute for each of them.
 */
final class PlanLimits implements RateLimits {

    private static final int MAX_SUBJECTS = 200_000;
    private static final Duration IDLE = Duration.ofMinutes(15);

    private final PlanRates rates;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Cache<String, Bucket> organizations;
    private final Cache<String, Bucket> credentials;
    private final Queue<Bucket> untold = new ConcurrentLinkedQueue<>();

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

    private Cache<String, Bucket> subjects() {
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
        Bucket organization = bucket(false, organizationId, now);
        if (ownLimit.isEmpty()) {
            Spending spending = spending(limit, organization.gcra().spend(limit, now));
            return counted(spending, organization, limit);
        }
        Bucket key = bucket(true, credentialId, now);
        Spending spending = spendBoth(organization.gcra(), limit, key.gcra(), ownLimit.get(), now);
        counted(spending, key, ownLimit.get());
        return counted(spending, organization, limit);
    }

    private Bucket bucket(boolean ofKey, String id, long now) {
        return (ofKey ? credentials : organizations).get(id, it -> new Bucket(ofKey, it, new Gcra(now), untold));
    }

    private static Spending counted(Spending spending, Bucket bucket, int limit) {
        if (spending instanceof Spending.Within) {
            bucket.letThrough(limit);
        }
        return spending;
    }

    /** What this node let through since it was asked before, at most so many subjects; the rest comes next time. */
    List<Bucket.Spent> takeSpent(int most) {
        List<Bucket.Spent> spent = new ArrayList<>();
        while (spent.size() < most && !untold.isEmpty()) {
            Optional.ofNullable(untold.poll()).map(Bucket::take).ifPresent(spent::add);
        }
        return spent;
    }

    /** Counts what another node let through: it counts even where it goes beyond the limit. */
    void spentElsewhere(Bucket.Spent spent) {
        long now = nanos.getAsLong();
        bucket(spent.ofKey(), spent.id(), now).gcra().add(spent.requests(), spent.limit(), now);
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
