package io.weavz.identity.it.cluster;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Node;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks one node about a key, or some in turn, again and again, and notes what it says; nobody waits longer than a gateway
 * does.
 */
final class Watch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int NO_ANSWER = 0;

    private final Node node;
    private final List<String> tokens;
    private final Queue<Sighting> sightings = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean over;

    /**
     * One question.
     *
     * @param sent and answered, of {@link System#nanoTime()}
     * @param status 0 when there was no answer, or none in time
     * @param proper whether a 503 has our shape and says when to come again
     */
    record Sighting(long sent, long answered, int status, boolean proper, String what) {
        boolean isAccepted() {
            return status == 200;
        }

        boolean isBetween(long from, long to) {
            return sent >= from && answered <= to;
        }

        @Override
        public String toString() {
            return status + " after " + Duration.ofNanos(answered - sent).toMillis() + " ms: " + what;
        }
    }

    private Watch(Node node, List<String> tokens) {
        this.node = node;
        this.tokens = tokens;
        this.thread = new Thread(this::watch, "watch-" + node);
        thread.start();
    }

    static Watch of(Node node, String... tokens) {
        return new Watch(node, List.of(tokens));
    }

    /** Ends the watch. */
    List<Sighting> sightings() {
        close();
        return List.copyOf(sightings);
    }

    private void watch() {
        for (int turn = 0; !over; turn++) {
            sightings.add(look(tokens.get(turn % tokens.size())));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Sighting look(String token) {
        long sent = System.nanoTime();
        try {
            Answer answer = node.verify(token).within(PATIENCE).send();
            String seen = answer.headers().getOrDefault("Retry-After", List.of()) + " " + answer.body();
            return new Sighting(sent, System.nanoTime(), answer.status(), isProper(answer), seen);
        } catch (UncheckedIOException none) {
            return new Sighting(sent, System.nanoTime(), NO_ANSWER, false, none.toString());
        }
    }

    private static boolean isProper(Answer answer) {
        return answer.header("Retry-After").isPresent() && answer.body().startsWith("{\"error\":\"UNAVAILABLE\",");
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join(PATIENCE.toMillis() + TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
