package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.plan.Gcra;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** The limit of one organization or key on this node, and what the other nodes have not been told of it yet. */
final class Bucket {

    private final boolean ofKey;
    private final String id;
    private final Gcra gcra;
    private final Queue<Bucket> untold;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int limit;

    /** @param untold where it waits when there is something to tell */
    Bucket(boolean ofKey, String id, Gcra gcra, Queue<Bucket> untold) {
        this.ofKey = ofKey;
        this.id = id;
        this.gcra = gcra;
        this.untold = untold;
    }

    Gcra gcra() {
        return gcra;
    }

    /** @param atLimit requests a minute, at the time */
    void letThrough(int atLimit) {
        limit = atLimit;
        if (requests.getAndIncrement() == 0) {
            untold.add(this);
        }
    }

    /** What there is to tell, once. */
    Spent take() {
        return new Spent(ofKey, id, limit, requests.getAndSet(0));
    }

    /** Requests of an organization or key that a node let through. */
    record Spent(boolean ofKey, String id, int limit, int requests) {

        /** {@code key:id:limit:requests}, or {@code organization:…}; ids have no colon. */
        String text() {
            return (ofKey ? "key" : "organization") + ":" + id + ":" + limit + ":" + requests;
        }

        static Spent of(String text) {
            String[] parts = text.split(":");
            return new Spent(parts[0].equals("key"), parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
        }
    }
}
