package io.weavz.identity.it.cluster;

import io.weavz.identity.it.harness.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Asking until the answer is the one that lasts. */
final class Answers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Answers() {}

    /**
     * Asks until the status is the expected one; says when the last question with another answer was sent, 0 without
     * one. That a node cannot tell is no answer.
     */
    static long lastOther(Node node, String token, int expected) {
        long begun = System.nanoTime();
        long last = 0;
        for (long sent = begun; sent - begun < PATIENCE.toNanos(); sent = System.nanoTime()) {
            int status = node.verify(token).send().status();
            if (status == expected) {
                return last;
            }
            if (status != 200 && status != 401 && status != 503) {
                throw new AssertionError(node + " answers " + status);
            }
            last = status == 503 ? last : sent;
        }
        throw new AssertionError(node + " does not come to " + expected + " in " + PATIENCE);
    }

    /** For what takes a while by its nature, such as lying idle. */
    static void pauseUntil(Instant then) {
        while (Instant.now().isBefore(then)) {
            LockSupport.parkNanos(Duration.between(Instant.now(), then).toNanos());
        }
    }
}
