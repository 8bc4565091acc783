package io.weavz.identity.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Verifies every kind of credential by asking the service's verify door, and remembers its answers, good and bad, for
 * {@link DoorOptions#cacheLife}. Requests with the same credential ask once together. What is remembered is not counted
 * as a use by the service.
 */
public final class DoorVerifier implements Verifier {

    private static final Verdict MISSING = new Verdict.Refused(Refusal.MISSING);
    private static final Verdict UNCLEAR = new Verdict.Refused(Refusal.INVALID);

    /** A question that is under way, and since when. */
    private record Asking(long since, CompletableFuture<Verdict> verdict) {}

    private final Function<List<String>, Verdict> door;
    private final LongSupplier nanos;
    private final long life;
    private final Memory<Verdict> memory;
    private final MemoryKeys keys = new MemoryKeys();
    private final ConcurrentMap<MemoryKey, Asking> underWay = new ConcurrentHashMap<>();

    DoorVerifier(DoorOptions options, Function<List<String>, Verdict> door, LongSupplier nanos) {
        this.door = door;
        this.nanos = nanos;
        this.life = options.cacheLife().toNanos();
        this.memory = new Memory<>(options.cacheEntries());
    }

    public static DoorVerifier of(DoorOptions options) {
        return new DoorVerifier(options, new VerifyDoor(options), System::nanoTime);
    }

    @Override
    public Verdict verify(IncomingRequest request) {
        Presented presented = Presented.of(request);
        if (presented instanceof Presented.One one) {
            List<String> headers = one.headers();
            MemoryKey key = keys.of(headers);
            Optional<Verdict> remembered = memory.get(key, nanos.getAsLong());
            return remembered.isPresent() ? remembered.get() : ask(key, headers);
        }
        return presented instanceof Presented.Nothing ? MISSING : UNCLEAR;
    }

    /** Joins who asks the same already, unless that was so long ago that the answer would not count any more. */
    private Verdict ask(MemoryKey key, List<String> headers) {
        Asking mine = new Asking(nanos.getAsLong(), new CompletableFuture<>());
        Asking first =
                underWay.compute(key, (same, other) -> other != null && mine.since - other.since < life ? other : mine);
        if (first != mine) {
            return first.verdict.join();
        }
        Verdict verdict = new Verdict.Unavailable(Duration.ofSeconds(1));
        try {
            verdict = door.apply(headers);
            remember(key, verdict, mine.since);
        } finally {
            underWay.remove(key, mine);
            mine.verdict.complete(verdict);
        }
        return verdict;
    }

    private void remember(MemoryKey key, Verdict verdict, long since) {
        if (verdict instanceof Verdict.Unavailable) {
            return;
        }
        long counts = verdict instanceof Verdict.Limited limited
                ? Math.min(life, limited.retryAfter().toNanos())
                : life;
        memory.put(key, verdict, since + counts);
    }

    @Override
    public String toString() {
        return "DoorVerifier";
    }
}
