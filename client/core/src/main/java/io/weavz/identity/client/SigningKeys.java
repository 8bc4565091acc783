package io.weavz.identity.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The realm's keys, fetched when the first token comes, again every five minutes and, at most once a second, when a token
 * names a key that is not among them. While they cannot be fetched the old ones count, for an hour.
 */
final class SigningKeys {

    private static final Duration RENEWED = Duration.ofMinutes(5);
    private static final Duration BELIEVED = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What is known of a key: it is there, it is not, or nobody can say. */
    sealed interface Search {
        record Found(SigningKey key) implements Search {}

        record Unknown() implements Search {}

        record Undecided() implements Search {}
    }

    /** @param since when they were asked for: whatever was made later may be missing */
    private record Known(Map<String, SigningKey> keys, Instant since) {}

    private final Supplier<Optional<String>> source;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Known known = new Known(Map.of(), Instant.MIN);
    private volatile Instant tried = Instant.MIN;

    /** @param source the text of a JWK set, or nothing if it cannot be fetched */
    SigningKeys(Supplier<Optional<String>> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /** @param made when the token says it was made; only a fetch after that can tell that its key does not exist */
    Search find(String id, Instant made) {
        if (isPast(known.since, RENEWED)) {
            fetch();
        }
        if (!known.keys.containsKey(id) && isPast(tried, PAUSE)) {
            fetch();
        }
        Known now = known;
        if (isPast(now.since, BELIEVED)) {
            return new Search.Undecided();
        }
        return Optional.ofNullable(now.keys.get(id))
                .<Search>map(Search.Found::new)
                .orElseGet(() -> made.isBefore(now.since) ? new Search.Unknown() : new Search.Undecided());
    }

    /** Who has keys does not wait for somebody else's fetch. */
    private void fetch() {
        if (known.keys.isEmpty()) {
            fetching.lock();
        } else if (!fetching.tryLock()) {
            return;
        }
        try {
            if (isPast(tried, PAUSE)) {
                Instant start = clock.instant();
                source.get().flatMap(SigningKeys::read).ifPresent(keys -> known = new Known(keys, start));
                // Who waited for a fetch that failed does not wait for another.
                tried = clock.instant();
            }
        } finally {
            fetching.unlock();
        }
    }

    private boolean isPast(Instant since, Duration life) {
        return since.equals(Instant.MIN) || !clock.instant().isBefore(since.plus(life));
    }

    /** A set without a key that is believed is no answer of the realm's. */
    private static Optional<Map<String, SigningKey>> read(String text) {
        try {
            Map<String, SigningKey> keys = new Members(JsonReader.object(text))
                    .objects("keys").stream()
                            .flatMap(SigningKey::of)
                            .collect(Collectors.toMap(SigningKey::id, key -> key, (first, second) -> first));
            return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
