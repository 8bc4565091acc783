package io.weavz.identity.keycloak.assembly;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.weavz.identity.keycloak.journey.AddressLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts by address in windows of the clock. A window is not moved by what happens in it, so steady traffic below the
 * limit is never cut off. Only so many addresses are remembered; a flood of new ones pushes out the idle.
 */
final class ClockWindows implements AddressLimits {

    private static final int MAX_COUNTS = 200_000;
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(5);

    private record Key(String address, String what) {}

    private record Count(long window, int requests) {}

    private final Clock clock;
    private final Cache<Key, Count> counts;

    ClockWindows(Clock clock) {
        this.clock = clock;
        this.counts = Caffeine.newBuilder()
                .maximumSize(MAX_COUNTS)
                .expireAfterWrite(LONGEST_WINDOW)
                .build();
    }

    @Override
    public Optional<Duration> exceeded(String address, String what, int limit, Duration window) {
        long now = clock.millis();
        long current = now / window.toMillis();
        Count count = counts.asMap()
                .merge(
                        new Key(address, what),
                        new Count(current, 1),
                        (old, one) -> old.window() == current ? new Count(current, old.requests() + 1) : one);
        return count.requests() <= limit
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((current + 1) * window.toMillis() - now));
    }
}
