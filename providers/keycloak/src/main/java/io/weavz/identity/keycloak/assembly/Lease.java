package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.keycloak.memory.Trust;
import io.weavz.identity.keycloak.storage.ChangeSequence;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How long this node may believe what it remembers. Reading the sequence of changes renews it: for just under a second
 * when all is well, so that no change is later than that; for {@link #LONGEST} when the database cannot be read, so that
 * a short outage goes unnoticed. After that this node refuses until the sequence is read again.
 */
final class Lease implements Trust {

    private static final Logger LOG = Logger.getLogger(Lease.class);
    private static final Duration POLL = Duration.ofMillis(400);
    private static final Duration FRESH = Duration.ofMillis(950);
    /** A read that takes longer than this counts as failed from then on. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    /** A read that takes longer than this is left to its connection, and the next one has another. */
    private static final Duration ABANDONED = Duration.ofSeconds(5);

    static final Duration LONGEST = Duration.ofSeconds(5);

    /** A moment on both clocks: a suspended machine stops the one, an operator sets the other. */
    private record Moment(long wallMillis, long steadyNanos) {}

    private final Supplier<List<ChangeSequence.Entry>> sequence;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Consumer<List<ChangeSequence.Entry>> changes;
    private final ScheduledExecutorService timer = Background.timer("weavz-lease");
    private final ExecutorService reader = Executors.newCachedThreadPool(Background.threads("weavz-lease-read"));
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile Moment renewed;
    private volatile Moment reading;
    private volatile boolean failed;

    /**
     * @param sequence reads the sequence of changes; it fails, or hangs, when the database cannot be reached
     * @param nanos a clock that nobody sets
     * @param changes takes what was read
     */
    Lease(
            Supplier<List<ChangeSequence.Entry>> sequence,
            Clock clock,
            LongSupplier nanos,
            Consumer<List<ChangeSequence.Entry>> changes) {
        this.sequence = sequence;
        this.clock = clock;
        this.nanos = nanos;
        this.changes = changes;
    }

    @Override
    public boolean believes() {
        Moment last = renewed;
        if (last == null) {
            start();
            return false;
        }
        Duration age = since(last);
        return age.compareTo(FRESH) < 0 || isCutOff() && age.compareTo(LONGEST) < 0;
    }

    /** Milliseconds since the sequence was last read; -1 before the first time. */
    long age() {
        Moment last = renewed;
        return last == null ? -1 : since(last).toMillis();
    }

    @Override
    public boolean asks() {
        return renewed == null || !isCutOff();
    }

    private boolean isCutOff() {
        Moment begun = reading;
        return failed || begun != null && since(begun).compareTo(PATIENCE) > 0;
    }

    private Duration since(Moment moment) {
        long wall = Math.abs(clock.millis() - moment.wallMillis());
        long steady = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - moment.steadyNanos());
        return Duration.ofMillis(Math.max(wall, steady));
    }

    private Moment now() {
        return new Moment(clock.millis(), nanos.getAsLong());
    }

    /** Not before somebody asks: at the start of the server the table is not there yet. */
    private void start() {
        if (started.compareAndSet(false, true)) {
            timer.scheduleWithFixedDelay(this::renew, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void renew() {
        Moment begun = now();
        reading = begun;
        try {
            changes.accept(read());
            renewed = begun;
            if (failed) {
                LOG.info("The sequence of changes can be read again");
            }
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                LOG.warnf("The sequence of changes cannot be read: %s", e.getMessage());
            }
            failed = true;
        } finally {
            reading = null;
        }
    }

    /** The timer never waits for a commit on a connection that a network swallowed: no timeout of a read is about it. */
    private List<ChangeSequence.Entry> read() {
        Future<List<ChangeSequence.Entry>> read = reader.submit(sequence::get);
        try {
            return read.get(ABANDONED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            // An interruption would close the file of an embedded database, and frees no connection of another one.
            read.cancel(false);
            throw new IllegalStateException("no answer in " + ABANDONED.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server is stopping", e);
        }
    }

    void close() {
        timer.shutdownNow();
        reader.shutdownNow();
    }
}
