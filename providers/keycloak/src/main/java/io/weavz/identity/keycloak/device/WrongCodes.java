package io.weavz.identity.keycloak.device;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong user codes by address, on this node, so that codes cannot be guessed (RFC 8628, section 5.1): after ten
 * in a minute an address may try none until the minute is over. Right codes are never counted.
 */
final class WrongCodes {

    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** What a flood of addresses may take of the memory; the oldest are forgotten. */
    private static final int MOST_ADDRESSES = 10_000;

    private final Map<String, Window> windows = new LinkedHashMap<>();

    private record Window(Instant end, int count) {}

    synchronized boolean mayTry(String address, Instant now) {
        Window window = windows.get(address);
        return window == null || window.count() < MOST || !now.isBefore(window.end());
    }

    synchronized void add(String address, Instant now) {
        Window old = windows.remove(address);
        boolean runs = old != null && now.isBefore(old.end());
        windows.put(address, runs ? new Window(old.end(), old.count() + 1) : new Window(now.plus(WINDOW), 1));
        if (windows.size() > MOST_ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
    }
}
