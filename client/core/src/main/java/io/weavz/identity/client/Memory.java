package io.weavz.identity.client;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Answers by key, each until its own end, in a number of places that never grows. A key has eight places to be in; where
 * all are taken, the answer that would end first goes. Losing an answer costs a question, never a wrong answer.
 */
final class Memory<V> {

    private static final int WAYS = 8;

    private record Entry<V>(MemoryKey key, V value, long end) {}

    private final AtomicReferenceArray<Entry<V>> places;
    private final int mask;

    /** @param entries how many answers there is room for, at least; few of half as many have to go */
    Memory(int entries) {
        int groups = Integer.highestOneBit(Math.max(1, (entries - 1) / WAYS)) * 2;
        this.places = new AtomicReferenceArray<>(groups * WAYS);
        this.mask = groups - 1;
    }

    /** @param now nanoseconds of the clock that the ends are of */
    Optional<V> get(MemoryKey key, long now) {
        int first = first(key);
        for (int i = first; i < first + WAYS; i++) {
            Entry<V> entry = places.get(i);
            if (entry != null && entry.key.equals(key)) {
                // The end itself is too late.
                return now - entry.end < 0 ? Optional.of(entry.value) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    void put(MemoryKey key, V value, long end) {
        int place = first(key);
        for (int i = place + 1; i < first(key) + WAYS; i++) {
            place = better(key, place, i);
        }
        places.set(place, new Entry<>(key, value, end));
    }

    private int better(MemoryKey key, int one, int other) {
        Entry<V> first = places.get(one);
        Entry<V> second = places.get(other);
        if (first == null || first.key.equals(key)) {
            return one;
        }
        return second == null || second.key.equals(key) || second.end - first.end < 0 ? other : one;
    }

    private int first(MemoryKey key) {
        return ((int) key.high() & mask) * WAYS;
    }

    int places() {
        return places.length();
    }
}
