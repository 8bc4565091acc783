package io.weavz.identity.keycloak.storage;

import io.weavz.identity.keycloak.storage.Tally.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Consumer;

/**
 * Counts the uses of one credential until the next flush. Whoever remembers the credential keeps its cell: counting
 * takes no lock and allocates nothing, and only the first use after a while puts the cell among those that wait.
 */
public final class UsageCell {

    private static final AtomicLongFieldUpdater<UsageCell> GRANTED =
            AtomicLongFieldUpdater.newUpdater(UsageCell.class, "granted");
    private static final AtomicLongFieldUpdater<UsageCell> REFUSED =
            AtomicLongFieldUpdater.newUpdater(UsageCell.class, "refused");
    private static final AtomicLongFieldUpdater<UsageCell> LAST_USED =
            AtomicLongFieldUpdater.newUpdater(UsageCell.class, "lastUsedAt");
    private static final AtomicIntegerFieldUpdater<UsageCell> WAITS =
            AtomicIntegerFieldUpdater.newUpdater(UsageCell.class, "waits");

    private static final long HOUR = Duration.ofHours(1).toMillis();
    /** A counter is one word, the hour before the number of requests in it, so that both change together. */
    private static final int BITS_OF_REQUESTS = 40;

    private static final long REQUESTS = (1L << BITS_OF_REQUESTS) - 1;

    private final CredentialUse uses;
    private final String credentialId;
    private volatile long granted;
    private volatile long refused;
    private volatile long lastUsedAt;
    private volatile int waits;

    UsageCell(CredentialUse uses, String credentialId) {
        this.uses = uses;
        this.credentialId = credentialId;
    }

    public void granted(long millis) {
        LAST_USED.accumulateAndGet(this, millis, Math::max);
        add(Outcome.GRANTED, millis / HOUR, 1);
        awaitFlush();
    }

    /** A refusal is no use: it leaves the time of the last one. */
    public void refused(long millis) {
        add(Outcome.REFUSED, millis / HOUR, 1);
        awaitFlush();
    }

    String credentialId() {
        return credentialId;
    }

    /** Of the last grant, in milliseconds; 0 if there was none. */
    long lastUsedAt() {
        return lastUsedAt;
    }

    /**
     * Takes the counts out of the cell.
     *
     * @return whether there were any
     */
    boolean take(Consumer<Tally> taker) {
        return take(Outcome.GRANTED, taker) | take(Outcome.REFUSED, taker);
    }

    /** Ends the wait. What is counted from here on waits anew, and so does what came after the last look. */
    void rest() {
        waits = 0;
        if ((granted | refused) != 0) {
            awaitFlush();
        }
    }

    /** Another cell of the same credential waits already: it gets the counts of this one. */
    void handOver(UsageCell other) {
        waits = 0;
        LAST_USED.accumulateAndGet(other, lastUsedAt, Math::max);
        take(tally -> other.add(tally.key().outcome(), tally.key().hour(), tally.requests()));
    }

    private void awaitFlush() {
        if (waits == 0 && WAITS.compareAndSet(this, 0, 1)) {
            uses.await(this);
        }
    }

    private void add(Outcome outcome, long hour, long requests) {
        AtomicLongFieldUpdater<UsageCell> counter = counter(outcome);
        long before = counter.get(this);
        while (!counter.compareAndSet(this, before, sum(before, hour, requests))) {
            before = counter.get(this);
        }
        if (before != 0 && before >>> BITS_OF_REQUESTS != hour) {
            uses.keep(tally(outcome, before));
        }
    }

    /** A count of another hour makes room; it is kept elsewhere. */
    private static long sum(long before, long hour, long requests) {
        return before >>> BITS_OF_REQUESTS == hour ? before + requests : hour << BITS_OF_REQUESTS | requests;
    }

    private boolean take(Outcome outcome, Consumer<Tally> taker) {
        long counted = counter(outcome).getAndSet(this, 0);
        if (counted != 0) {
            taker.accept(tally(outcome, counted));
        }
        return counted != 0;
    }

    private Tally tally(Outcome outcome, long counted) {
        Tally.Key key = new Tally.Key(credentialId, counted >>> BITS_OF_REQUESTS, outcome);
        return new Tally(key, counted & REQUESTS, lastUsedAt);
    }

    private static AtomicLongFieldUpdater<UsageCell> counter(Outcome outcome) {
        return outcome == Outcome.GRANTED ? GRANTED : REFUSED;
    }
}
