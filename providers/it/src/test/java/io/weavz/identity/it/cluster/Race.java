package io.weavz.identity.it.cluster;

import io.weavz.identity.it.harness.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Node A takes things away, one after the other, while other nodes are asked without a pause about exactly these, about
 * those that come next, and about good ones. An acceptance counts at the instant when its question was sent: it was
 * decided no earlier.
 */
final class Race {
    private static final Duration GIVEN_UP = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int THREADS_PER_NODE = 2;
    /** So few open ones that each is asked about many times a second. */
    private static final int OPEN_AT_ONCE = 12;
    /** Those that come next are asked about before, so that every memory holds them. */
    private static final int AHEAD = 8;

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    /** So many come together when a machine with other work stands still for half a second. */
    private static final int MOST_UNAVAILABLE = 500;

    private final List<Runner> runners;
    private final List<Subject> good;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong unavailable = new AtomicLong();
    private volatile int next;
    private volatile boolean over;

    private Race(List<Node> nodes, List<Subject> subjects, List<Subject> good) {
        this.runners = nodes.stream().map(node -> new Runner(node, subjects)).toList();
        this.good = good;
    }

    /** Runs to the end and says how late each node was; fails when a good one is refused or anything breaks. */
    static List<Lateness> run(List<Node> nodes, List<Subject> subjects, List<Subject> good) {
        return new Race(nodes, subjects, good).run(subjects);
    }

    private List<Lateness> run(List<Subject> subjects) {
        List<Thread> threads = runners.stream()
                .flatMap(runner -> IntStream.range(0, THREADS_PER_NODE)
                        .mapToObj(i -> new Thread(runner, "race-" + runner.node + i)))
                .toList();
        threads.forEach(Thread::start);
        try {
            for (int i = 0; i < subjects.size(); i++) {
                next = i;
                int current = i;
                until(() -> runners.stream().allMatch(runner -> runner.lanes.get(current).accepted > 0));
                runners.forEach(runner -> runner.lanes.get(current).ending = System.nanoTime());
                subjects.get(i).end().run();
                long ended = System.nanoTime();
                runners.forEach(runner -> runner.lanes.get(current).ended = ended);
                until(() -> runners.stream().allMatch(runner -> runner.open().size() < OPEN_AT_ONCE));
            }
            next = subjects.size();
            until(() -> runners.stream().allMatch(runner -> runner.open().isEmpty()));
        } finally {
            over = true;
            threads.forEach(Race::join);
        }
        // Once more, in turn: nothing has come back.
        runners.forEach(runner -> runner.lanes.forEach(runner::ask));
        if (!wrong.isEmpty()) {
            throw new AssertionError(wrong.size() + " wrong answers, such as " + wrong.peek());
        }
        return runners.stream().map(Runner::lateness).toList();
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!wrong.isEmpty()) {
                throw new AssertionError("A wrong answer: " + wrong.peek());
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("The race stands still");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What one node said about one subject; instants are those of {@link System#nanoTime()}, 0 for not yet. */
    private static final class Lane {
        private final Subject subject;
        private volatile long accepted;
        private volatile long ending;
        private volatile long ended;
        private volatile boolean refused;

        Lane(Subject subject) {
            this.subject = subject;
        }

        synchronized void accepted(long sent) {
            accepted = Math.max(accepted, sent);
            refused &= ended == 0 || sent < ended;
        }

        long late() {
            return Math.max(0, accepted - ended);
        }

        boolean isOpen() {
            return ended != 0 && !refused && System.nanoTime() - ended < GIVEN_UP.toNanos();
        }
    }

    private final class Runner implements Runnable {
        private final Node node;
        private final List<Lane> lanes;
        private final AtomicLong asked = new AtomicLong();

        Runner(Node node, List<Subject> subjects) {
            this.node = node;
            this.lanes = subjects.stream().map(Lane::new).toList();
        }

        List<Lane> open() {
            return lanes.subList(Math.max(0, next - 200), Math.min(next + 1, lanes.size())).stream()
                    .filter(Lane::isOpen)
                    .toList();
        }

        @Override
        public void run() {
            for (long turn = 0; !over; turn++) {
                try {
                    turn(turn);
                } catch (RuntimeException broken) {
                    wrong.add(node + " does not answer: " + broken + " " + broken.getCause());
                }
            }
        }

        private void turn(long turn) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            List<Lane> open = open();
            if (!open.isEmpty() && turn % 4 != 3) {
                ask(open.get(random.nextInt(open.size())));
            } else if (turn % 2 == 1) {
                Subject one = good.get(random.nextInt(good.size()));
                int status = one.question().apply(node).send().status();
                asked.incrementAndGet();
                if (status == UNAVAILABLE) {
                    cannotTell();
                } else if (status != OK) {
                    wrong.add(node + " answers " + status + " about a good one");
                }
            } else {
                ask(soon(random));
            }
        }

        /** First those that nobody has asked about, so that the race goes on; sometimes one that ended long ago. */
        private Lane soon(ThreadLocalRandom random) {
            List<Lane> soon = lanes.subList(Math.min(next, lanes.size()), Math.min(next + AHEAD, lanes.size()));
            return soon.stream()
                    .filter(lane -> lane.accepted == 0)
                    .findFirst()
                    .orElseGet(() -> soon.isEmpty() || random.nextInt(8) == 0
                            ? lanes.get(random.nextInt(Math.max(1, next)))
                            : soon.get(random.nextInt(soon.size())));
        }

        /** That it cannot tell now is safe, and says nothing of the end; it must be rare. */
        private void cannotTell() {
            if (unavailable.incrementAndGet() > MOST_UNAVAILABLE) {
                wrong.add(node + " cannot tell too often");
            }
        }

        private void ask(Lane lane) {
            long sent = System.nanoTime();
            int status = lane.subject.question().apply(node).send().status();
            asked.incrementAndGet();
            if (status == OK) {
                lane.accepted(sent);
            } else if (status == UNAVAILABLE) {
                cannotTell();
            } else if (status != 401 && status != 403) {
                wrong.add(node + " answers " + status);
            } else if (lane.ending == 0) {
                wrong.add(node + " answers " + status + " before the end");
            } else if (lane.ended != 0) {
                lane.refused = true;
            }
        }

        private Lateness lateness() {
            List<Long> late =
                    new ArrayList<>(lanes.stream().map(Lane::late).sorted().toList());
            return new Lateness(node, late, asked.get());
        }
    }
}
