package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.keycloak.storage.ChangeSequence;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Tells whether anything may have changed that a remembered answer depends on. A change of this node counts when it is
 * committed. Changes of other nodes are seen in a sequence in the database, which every change advances in its own
 * transaction and every node reads twice a second: nothing is believed longer than a second after a change, and nothing
 * at all while the sequence cannot be read.
 */
final class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class);
    private static final Duration POLL = Duration.ofMillis(400);
    private static final Duration BELIEVED = Duration.ofMillis(950);
    /** Caches of Keycloak's own settle this long after a commit; what is read meanwhile is not remembered. */
    private static final Duration SETTLING = Duration.ofMillis(250);

    private static final Duration LATE = Duration.ofSeconds(3);

    private static final String MARK = "weavz.changed";

    private final KeycloakSessionFactory factory;
    private final Clock clock;
    private final AtomicLong version = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "weavz-changes");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile long sequence = -1;
    private volatile long polledAt;
    private volatile long changedAt;

    Changes(KeycloakSessionFactory factory, Clock clock) {
        this.factory = factory;
        this.clock = clock;
    }

    /** Grows with every change that may matter. */
    long version() {
        return version.get();
    }

    /** Whether this node has heard of every change but those of the last second. */
    boolean isBelieved() {
        if (started.compareAndSet(false, true)) {
            // Not before somebody asks: at the start of the server the table is not there yet.
            timer.scheduleWithFixedDelay(this::poll, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
        return clock.millis() - polledAt < BELIEVED.toMillis();
    }

    /** Whether the last change is long enough ago for an answer to be remembered. */
    boolean isSettled() {
        return clock.millis() - changedAt >= SETTLING.toMillis();
    }

    /** Says that the request of this session changes something; it counts when the request commits. */
    void changing(KeycloakSession session) {
        if (session.getAttribute(MARK) != null) {
            return;
        }
        session.setAttribute(MARK, true);
        session.getTransactionManager().enlistPrepare(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                new ChangeSequence(session).advance();
            }

            @Override
            protected void rollbackImpl() {}
        });
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                changed();
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    private void changed() {
        changedAt = clock.millis();
        version.incrementAndGet();
        // Keycloak tries again for seconds when a row is locked; what was read before that is forgotten too.
        timer.schedule(version::incrementAndGet, LATE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void poll() {
        long begun = clock.millis();
        try {
            long read = KeycloakModelUtils.runJobInTransactionWithResult(
                    factory, session -> new ChangeSequence(session).current());
            if (read != sequence) {
                sequence = read;
                changed();
            }
            polledAt = begun;
        } catch (RuntimeException e) {
            LOG.debugf("The sequence of changes cannot be read: %s", e.getMessage());
        }
    }

    void close() {
        timer.shutdownNow();
    }
}
