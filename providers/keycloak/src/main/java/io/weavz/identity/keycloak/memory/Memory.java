package io.weavz.identity.keycloak.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.weavz.identity.access.credential.LookupKey;
import io.weavz.identity.keycloak.http.UnavailableException;
import io.weavz.identity.keycloak.journey.Finding;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What this node found out, for as long as nothing changes that it depends on. What exists and what does not are bounded
 * apart, so that a flood of unknown keys pushes out none that is known.
 */
public final class Memory {

    private static final int MAX_UNKNOWN = 100_000;

    private final Epochs epochs;
    private final Trust trust;
    private final Clock clock;
    private final Turns turns;
    private final Cache<LookupKey, Remembered> known;
    private final Cache<LookupKey, Remembered> unknown;
    private final long maxKnown;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** @param maxKnown how many answers are kept; the least used go first */
    public Memory(Epochs epochs, Trust trust, Clock clock, long maxKnown) {
        this.epochs = epochs;
        this.trust = trust;
        this.clock = clock;
        this.maxKnown = maxKnown;
        this.turns = new Turns(trust);
        this.known = Caffeine.newBuilder().maximumSize(maxKnown).build();
        this.unknown = Caffeine.newBuilder().maximumSize(MAX_UNKNOWN).build();
    }

    /**
     * The answer from memory alone.
     *
     * @return absent when it is not remembered; an empty answer when it is remembered that there is nothing
     */
    public <T> Optional<Optional<T>> find(LookupKey key, Class<T> type) {
        Optional<Optional<T>> found = trust.believes() ? remembered(key, type) : Optional.empty();
        if (found.isPresent()) {
            hits.increment();
        }
        return found;
    }

    private <T> Optional<Optional<T>> remembered(LookupKey key, Class<T> type) {
        Remembered remembered = known.getIfPresent(key);
        if (remembered == null) {
            remembered = unknown.getIfPresent(key);
        }
        if (remembered == null || !remembered.stands(epochs, clock.millis())) {
            return Optional.empty();
        }
        Object value = remembered.value();
        return Optional.of(value == Remembered.NOTHING ? Optional.empty() : Optional.of(type.cast(value)));
    }

    /** A moment before a look-up: what changes after it makes the look-up worthless for others. */
    public record Moment(long tick, long millis) {}

    public Moment now() {
        return new Moment(epochs.tick(), clock.millis());
    }

    /**
     * The answer from memory, or from a look-up in the database that waits for its turn.
     *
     * @param since when the request began: a later look-up may see what an earlier one saw
     * @throws UnavailableException when it is not remembered and the database cannot be asked
     */
    public <T> Optional<T> recall(LookupKey key, Class<T> type, Moment since, Supplier<Finding<T>> lookUp) {
        return find(key, type).orElseGet(() -> {
            mustAsk();
            // Whoever waited finds that another one has looked it up meanwhile.
            return turns.take(() -> find(key, type).orElseGet(() -> look(key, since, lookUp)));
        });
    }

    /**
     * The answer from memory, or worked out, perhaps within the look-up of another answer, and so without a turn.
     *
     * @throws UnavailableException as for {@link #recall}
     */
    public <T> Optional<T> derive(LookupKey key, Class<T> type, Moment since, Supplier<Finding<T>> work) {
        return find(key, type).orElseGet(() -> look(key, since, work));
    }

    private <T> Optional<T> look(LookupKey key, Moment since, Supplier<Finding<T>> lookUp) {
        mustAsk();
        misses.increment();
        Finding<T> found = lookUp.get();
        byte[] stripes = stripes(found.subjects());
        if (stripes.length > 0 && epochs.settled(stripes, since.millis())) {
            long until = found.until().toEpochMilli();
            found.value()
                    .ifPresentOrElse(
                            value -> known.put(key, new Remembered(value, stripes, since.tick(), until)),
                            () -> unknown.put(key, new Remembered(Remembered.NOTHING, stripes, since.tick(), until)));
        }
        return found.value();
    }

    private void mustAsk() {
        if (!trust.asks()) {
            throw new UnavailableException("The database does not answer");
        }
    }

    /** How much is kept, and how often it was of use since the start. */
    public Figures figures() {
        return new Figures(known.estimatedSize(), unknown.estimatedSize(), maxKnown, hits.sum(), misses.sum());
    }

    /** @param bound the most that is kept of what is known */
    public record Figures(long known, long unknown, long bound, long hits, long misses) {}

    private static byte[] stripes(Set<String> subjects) {
        byte[] stripes = new byte[subjects.size()];
        Iterator<String> subject = subjects.iterator();
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) Epochs.stripe(subject.next());
        }
        return stripes;
    }
}
