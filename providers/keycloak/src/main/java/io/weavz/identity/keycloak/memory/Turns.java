package io.weavz.identity.keycloak.memory;

import io.weavz.identity.keycloak.http.UnavailableException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Lets only so many look-ups into the database at a time. After a restart everything is asked at once; and a database
 * that hangs must not take every thread of the server with it.
 */
final class Turns {

    private static final Logger LOG = Logger.getLogger(Turns.class);
    private static final String TOO_MANY = "Too many look-ups are waiting for the database";
    private static final int AT_A_TIME = 16;
    private static final long LONGEST_WAIT_MILLIS = 3000;

    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final Trust trust;

    Turns(Trust trust) {
        this.trust = trust;
    }

    /** @throws UnavailableException when no turn comes within three seconds */
    <T> T take(Supplier<T> lookUp) {
        try {
            if (!free.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                if (trust.asks()) {
                    LOG.warn(TOO_MANY);
                }
                throw new UnavailableException(TOO_MANY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The server is stopping");
        }
        try {
            return lookUp.get();
        } finally {
            free.release();
        }
    }
}
