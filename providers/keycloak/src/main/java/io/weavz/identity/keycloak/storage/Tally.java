package io.weavz.identity.keycloak.storage;

import java.util.Comparator;
import java.util.Locale;

/**
 * How many requests with a credential ended in one way in one hour.
 *
 * @param lastUsedAt when it was granted last, in milliseconds; meant for {@link Outcome#GRANTED} alone
 */
record Tally(Key key, long requests, long lastUsedAt) {

    enum Outcome {
        GRANTED,
        REFUSED;

        /** As the row has it. */
        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The row that it is added to.
     *
     * @param hour whole hours since 1970
     */
    record Key(String credentialId, long hour, Outcome outcome) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::credentialId)
                .thenComparingLong(Key::hour)
                .thenComparing(Key::outcome);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    Tally plus(Tally other) {
        return new Tally(key, requests + other.requests, Math.max(lastUsedAt, other.lastUsedAt));
    }
}
