package io.weavz.identity.keycloak.memory;

import io.weavz.identity.keycloak.journey.Finding;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When subjects last changed, in ticks of this node. A subject is what an answer can depend on: a realm, an organization,
 * a user, a service key. Subjects share {@link #STRIPES} stripes, so that none has to be listed: with one subject, the
 * answers about one in 256 others are forgotten too.
 *
 * <p>The order is what makes it safe: a change is committed before it is counted, and a look-up notes the tick before it
 * reads. So whatever was read before a change is older than the change, however the two were interleaved.
 */
public final class Epochs {

    public static final int STRIPES = 256;

    private final AtomicLong tick = new AtomicLong();
    private final AtomicLongArray changed = new AtomicLongArray(STRIPES);
    private final AtomicLongArray settled = new AtomicLongArray(STRIPES);

    /** Everything depends on its realm, so realms have stripes of their own: a person's sign-in must not touch them. */
    private static final int OF_REALMS = 16;

    /** The stripe of a subject, 0 to 255; every node counts it alike. */
    public static int stripe(String subject) {
        int hash = Math.floorMod((subject.hashCode() * 0x9E3779B9) >>> 8, STRIPES - OF_REALMS);
        return Finding.isRealm(subject) ? STRIPES - 1 - hash % OF_REALMS : hash;
    }

    /** The tick before a look-up. */
    public long tick() {
        return tick.get();
    }

    /** @param settledAt in milliseconds since 1970: what is read before is not remembered */
    public void changed(int stripe, long settledAt) {
        settled.accumulateAndGet(stripe, settledAt, Math::max);
        changed.set(stripe, tick.incrementAndGet());
    }

    /** Whether none of the stripes changed since the tick. */
    boolean unchanged(byte[] stripes, long since) {
        for (byte stripe : stripes) {
            if (changed.get(stripe & 0xFF) > since) {
                return false;
            }
        }
        return true;
    }

    boolean settled(byte[] stripes, long millis) {
        for (byte stripe : stripes) {
            if (settled.get(stripe & 0xFF) > millis) {
                return false;
            }
        }
        return true;
    }
}
