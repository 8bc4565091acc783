package io.weavz.identity.access.plan;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of its limit one subject has used: the generic cell rate algorithm (ITU-T I.371, annex A, as virtual
 * scheduling). A limit of L lets L requests through at once and then one every 60 / L seconds. All that is kept is one
 * time: when the limit will be full again. The limit itself comes with each request, so that a new one holds at once,
 * and the used part of the old one stays used.
 *
 * <p>Limits are requests a minute. Times are nanoseconds of one monotonic clock, whatever it began with. Any number of
 * threads may ask; never are more let through than the limit allows.
 */
public final class Gcra {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final AtomicLong fullAt;

    /** Nothing is used yet. */
    public Gcra(long now) {
        this.fullAt = new AtomicLong(now);
    }

    /**
     * What a subject has left.
     *
     * @param allowed whether the request was let through; when only looked at, whether one would be
     * @param remaining how many would be let through right after it
     * @param untilFull how long until the whole limit is there again
     * @param untilNext how long until one is let through again; zero while some remain
     */
    public record Level(boolean allowed, int remaining, Duration untilFull, Duration untilNext) {}

    /** Counts a request if the limit lets it through; a refused one costs nothing. */
    public Level spend(int limit, long now) {
        while (true) {
            long before = fullAt.get();
            Level found = level(before, limit, now);
            if (!found.allowed()) {
                return found;
            }
            long after = after(before, 1, limit, now);
            if (fullAt.compareAndSet(before, after)) {
                Level left = level(after, limit, now);
                return new Level(true, left.remaining(), left.untilFull(), left.untilNext());
            }
        }
    }

    /** Counts requests that were let through elsewhere, whatever the limit says. */
    public void add(int requests, int limit, long now) {
        fullAt.updateAndGet(before -> after(before, requests, limit, now));
    }

    /** Counts nothing. */
    public Level look(int limit, long now) {
        return level(fullAt.get(), limit, now);
    }

    private static Level level(long fullAt, int limit, long now) {
        long interval = interval(limit);
        long used = Math.max(0, fullAt - now);
        long free = limit * interval - used;
        return new Level(
                free >= interval,
                (int) Math.max(0, free / interval),
                Duration.ofNanos(used),
                Duration.ofNanos(Math.max(0, interval - free)));
    }

    private static long after(long before, int requests, int limit, long now) {
        return now + Math.max(0, before - now) + requests * interval(limit);
    }

    /** Rounded up: what does not divide a minute is never faster than its limit. */
    private static long interval(int limit) {
        return (MINUTE + limit - 1) / limit;
    }
}
