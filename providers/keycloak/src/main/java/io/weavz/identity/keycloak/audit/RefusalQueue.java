package io.weavz.identity.keycloak.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Refusals wait here to be written in batches, since a refused request rolls back and must cost no write. The queue is
 * bounded: what does not fit is counted and said in the log.
 */
public final class RefusalQueue {

    private static final Logger LOG = Logger.getLogger(RefusalQueue.class);
    private static final int CAPACITY = 10_000;

    private final BlockingQueue<RefusedCredential> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();

    void add(RefusedCredential refusal) {
        if (!waiting.offer(refusal)) {
            dropped.incrementAndGet();
        }
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Writes what waits, as events of each realm and to its listeners. */
    public void flush(KeycloakSession session) {
        List<RefusedCredential> batch = new ArrayList<>();
        waiting.drainTo(batch);
        batch.forEach(refusal -> write(session, refusal));
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOG.warnf("%d refusals were not written: they came faster than events can be kept", lost);
        }
    }

    private static void write(KeycloakSession session, RefusedCredential refusal) {
        RealmModel realm = session.realms().getRealm(refusal.realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        Event event = refusal.toEvent(realm.getName());
        if (realm.isEventsEnabled()) {
            session.getProvider(EventStoreProvider.class).onEvent(event);
        }
        realm.getEventsListenersStream().forEach(id -> {
            EventListenerProvider listener = session.getProvider(EventListenerProvider.class, id);
            if (listener != null) {
                listener.onEvent(event);
            }
        });
    }
}
