package io.weavz.identity.keycloak.assembly;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was found out about sessions, for as long as nothing changes. Only what exists is remembered, and only what was
 * read after the last change had settled; each is read anew after half a minute, so that sessions slide and end.
 */
final class SessionMemory {

    private static final int MAX_ENTRIES = 200_000;
    private static final Duration LIFE = Duration.ofSeconds(30);

    private record Key(String realmId, String handle, String what) {}

    private record Entry(Object value, long version, long until) {}

    private final Changes changes;
    private final Clock clock;
    private final Cache<Key, Entry> entries = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterWrite(LIFE)
            .build();

    SessionMemory(Changes changes, Clock clock) {
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * @param what is remembered of the session
     * @param type of it
     */
    <T> Optional<T> recall(String realmId, String handle, String what, Class<T> type, Supplier<Optional<T>> load) {
        Key key = new Key(realmId, handle, what);
        Entry entry = entries.getIfPresent(key);
        if (changes.isBelieved()
                && entry != null
                && entry.version() == changes.version()
                && clock.millis() < entry.until()) {
            return Optional.of(type.cast(entry.value()));
        }
        // Before the look-up: what changes during it makes it worthless.
        long version = changes.version();
        boolean settled = changes.isSettled();
        Optional<T> loaded = load.get();
        if (settled && loaded.isPresent()) {
            entries.put(key, new Entry(loaded.get(), version, clock.millis() + LIFE.toMillis()));
        }
        return loaded;
    }
}
