package io.weavz.identity.keycloak.audit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Refusals wait here to be written in batches, since a refused request rolls back and must cost no write. Equal ones are
 * counted instead of repeated, so that a dead key that somebody keeps sending pushes nothing else out. The queue is
 * bounded: what does not fit is counted and said in the log.
 */
public final class RefusalQueue {

    private static final Logger LOG = Logger.getLogger(RefusalQueue.class);
    private static final int CAPACITY = 10_000;

    private final Map<RefusedCredential, Seen> waiting = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();

    private record Seen(long first, long times) {
        Seen andOnceMore(Seen other) {
            return new Seen(first, times + other.times);
        }
    }

    /** @param time in milliseconds since 1970 */
    void add(RefusedCredential refusal, long time) {
        if (waiting.size() >= CAPACITY && !waiting.containsKey(refusal)) {
            dropped.incrementAndGet();
            return;
        }
        waiting.merge(refusal, new Seen(time, 1), Seen::andOnceMore);
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Writes what waits, as events of each realm and to its listeners. */
    public void flush(KeycloakSession session) {
        for (RefusedCredential refusal : waiting.keySet()) {
            write(session, refusal, waiting.remove(refusal));
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOG.warnf("%d refusals were not written: they came faster than events can be kept", lost);
        }
    }

    private static void write(KeycloakSession session, RefusedCredential refusal, Seen seen) {
        RealmModel realm = session.realms().getRealm(refusal.realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        Event event = refusal.toEvent(realm.getName(), seen.first(), seen.times());
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
