package io.weavz.identity.it.cluster;

import io.weavz.identity.it.cluster.Keys.Key;
import io.weavz.identity.it.harness.Cluster;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Node;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Clients that ask the next node when one does not answer, as a load balancer does, while keys are being revoked. */
final class RollingLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration BETWEEN_REVOCATIONS = Duration.ofMillis(200);
    private static final int CLIENTS = 3;
    private static final int SHUTTING_DOWN = 503;
    private static final int NO_ANSWER = 0;

    private final List<Node> nodes = Cluster.running().nodes();
    private final Keys keys = Keys.ofNewOrganization();
    private final List<Key> good = keys.create(20);
    private final Queue<Key> doomed = new ConcurrentLinkedQueue<>(keys.create(600));
    /** When their revocation was answered. */
    private final Map<String, Long> dead = new ConcurrentSkipListMap<>();

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong passedOn = new AtomicLong();
    private volatile boolean over;

    /** Runs beside the work and answers what was counted; a wrong answer fails. */
    String during(Runnable work) {
        List<Thread> threads = IntStream.rangeClosed(0, CLIENTS)
                .mapToObj(i -> new Thread(i == 0 ? this::revoke : this::ask, "load-" + i))
                .toList();
        threads.forEach(Thread::start);
        try {
            work.run();
        } finally {
            over = true;
            threads.forEach(RollingLoad::join);
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.size() + " wrong answers, such as " + wrong.peek());
        }
        return answered + " answers, all right, " + dead.size() + " keys revoked, " + passedOn
                + " requests passed on to another node";
    }

    private void revoke() {
        while (!over && !doomed.isEmpty()) {
            Key key = doomed.remove();
            int status = send(node -> keys.on(node, "DELETE", "/" + key.id()));
            // The node that did not answer may have done it.
            if (status != 200 && status != 404) {
                wrong.add(status + " for a revocation");
            }
            dead.put(key.plain(), System.nanoTime());
            LockSupport.parkNanos(BETWEEN_REVOCATIONS.toNanos());
        }
    }

    private void ask() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!over) {
            long sent = System.nanoTime();
            List<String> gone = dead.entrySet().stream()
                    .filter(one -> one.getValue() + BOUND.toNanos() < sent)
                    .map(Map.Entry::getKey)
                    .toList();
            boolean isGood = gone.isEmpty() || random.nextBoolean();
            String token =
                    isGood ? good.get(random.nextInt(good.size())).plain() : gone.get(random.nextInt(gone.size()));
            int status = send(node -> node.verify(token));
            answered.incrementAndGet();
            if (status != (isGood ? 200 : 401)) {
                wrong.add(status + " for a key that is " + (isGood ? "good" : "revoked"));
            }
        }
    }

    /** Asks one node after the other, from a random one on; 0 when none of them answers. */
    private int send(Function<Node, Http> request) {
        int first = ThreadLocalRandom.current().nextInt(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            int status = status(request.apply(nodes.get((first + i) % nodes.size())));
            if (status != NO_ANSWER && status != SHUTTING_DOWN) {
                return status;
            }
            passedOn.incrementAndGet();
        }
        return NO_ANSWER;
    }

    private static int status(Http request) {
        try {
            return request.within(PATIENCE).send().status();
        } catch (UncheckedIOException stopped) {
            return NO_ANSWER;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
