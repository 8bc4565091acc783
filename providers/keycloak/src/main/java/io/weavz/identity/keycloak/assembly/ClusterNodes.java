package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.keycloak.journey.NodeHealth;
import io.weavz.identity.keycloak.journey.Nodes;
import io.weavz.identity.keycloak.memory.Epochs;
import io.weavz.identity.keycloak.storage.ChangeSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Asks the other nodes by messages, {@code ask ID QUESTION}, and answers theirs, {@code answer ID NODE TEXT}. A node that
 * hangs holds up messages between others too: of three nodes, two others hear one message in three of each other. So who
 * is silent is asked again and again.
 */
final class ClusterNodes implements Nodes {

    private static final String HEALTH = "health";
    private static final String SEEN = "seen";
    private static final Duration FOR_HEALTH = Duration.ofSeconds(2);
    private static final Duration BEFORE_THE_NEXT = Duration.ofMillis(50);
    private static final Duration FOR_A_CHANGE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

    private final KeycloakSessionFactory factory;
    private final Changes changes;
    private final Function<String, NodeHealth> own;
    private final LongSupplier nanos;
    private final Map<String, BlockingQueue<Reply>> asked = new ConcurrentHashMap<>();
    private final ExecutorService answers = Executors.newCachedThreadPool(Background.threads("weavz-nodes"));
    private final ClusterChannel channel = new ClusterChannel("weavz-nodes", this::heard);
    private volatile String here = "starting";

    /**
     * @param own what this node says of itself, by its name
     * @param nanos a clock that nobody sets
     */
    ClusterNodes(
            KeycloakSessionFactory factory, Changes changes, Function<String, NodeHealth> own, LongSupplier nanos) {
        this.factory = factory;
        this.changes = changes;
        this.own = own;
        this.nanos = nanos;
    }

    private record Reply(String node, String text, long at) {}

    void listen(KeycloakSession session) {
        here = Members.of(session).here();
        channel.listen(session);
    }

    @Override
    public Health health() {
        Members members = KeycloakModelUtils.runJobInTransactionWithResult(factory, Members::of);
        long begun = nanos.getAsLong();
        Map<String, Reply> heard = ask(HEALTH, members.all().size(), FOR_HEALTH, BEFORE_THE_NEXT);
        List<NodeHealth> nodes = new ArrayList<>(List.of(own.apply(members.here())));
        heard.values().stream()
                .filter(reply -> !reply.node().equals(members.here()))
                .map(reply -> NodeHealth.of(reply.text(), millis(reply.at() - begun)))
                .forEach(nodes::add);
        return new Health(
                nodes, members.silent(nodes.stream().map(NodeHealth::name).toList()));
    }

    @Override
    public long changes() {
        return ChangeSequence.current(factory).stream()
                .mapToLong(ChangeSequence.Entry::number)
                .sum();
    }

    @Override
    public List<Lateness> probe() {
        int stripe = Epochs.stripe("probe-" + UUID.randomUUID());
        List<String> nodes = health().nodes().stream().map(NodeHealth::name).toList();
        Map<String, Long> told = lateness(nodes.size(), () -> changes.tell(factory, stripe));
        Map<String, Long> read = lateness(nodes.size(), () -> changes.keepSilent(factory, stripe));
        return nodes.stream()
                .map(node ->
                        new Lateness(node, Optional.ofNullable(told.get(node)), Optional.ofNullable(read.get(node))))
                .toList();
    }

    private Map<String, Long> lateness(int nodes, Supplier<ChangeSequence.Entry> change) {
        long begun = nanos.getAsLong();
        ChangeSequence.Entry made = change.get();
        Map<String, Long> lateness = new TreeMap<>();
        ask(SEEN + " " + made.stripe() + " " + made.number(), nodes, FOR_A_CHANGE, FOR_A_CHANGE)
                .forEach((node, reply) -> lateness.put(node, millis(reply.at() - begun)));
        return lateness;
    }

    /** Asks this node and the others, again after each pause, until so many have answered, or for so long. */
    private Map<String, Reply> ask(String question, int enough, Duration patience, Duration pause) {
        String id = UUID.randomUUID().toString();
        BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
        Map<String, Reply> heard = new LinkedHashMap<>();
        asked.put(id, replies);
        try {
            long deadline = nanos.getAsLong() + patience.toNanos();
            answers.execute(() ->
                    answer(question).ifPresent(text -> replies.add(new Reply(here, text, nanos.getAsLong()))));
            while (heard.size() < enough
                    && deadline - nanos.getAsLong() > 0
                    && !Thread.currentThread().isInterrupted()) {
                // It may wait for a node that hangs, and answers are already coming.
                answers.execute(() -> tell("ask " + id + " " + question));
                listen(replies, heard, enough, Math.min(deadline, nanos.getAsLong() + pause.toNanos()));
            }
            return heard;
        } finally {
            asked.remove(id);
        }
    }

    private void listen(BlockingQueue<Reply> replies, Map<String, Reply> heard, int enough, long until) {
        Optional<Reply> next = next(replies, until);
        while (next.isPresent()) {
            heard.putIfAbsent(next.get().node(), next.get());
            next = heard.size() < enough ? next(replies, until) : Optional.empty();
        }
    }

    private Optional<Reply> next(BlockingQueue<Reply> replies, long deadline) {
        try {
            return Optional.ofNullable(replies.poll(deadline - nanos.getAsLong(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void tell(String text) {
        KeycloakModelUtils.runJobInTransaction(factory, session -> channel.tell(session, text));
    }

    private void heard(String message) {
        String[] parts = message.split(" ", 4);
        if (parts[0].equals("ask")) {
            String question = message.split(" ", 3)[2];
            answers.execute(
                    () -> answer(question).ifPresent(text -> tell("answer " + parts[1] + " " + here + " " + text)));
        } else {
            // Another node may have asked, or the one who did here has stopped waiting.
            Optional.ofNullable(asked.get(parts[1]))
                    .ifPresent(replies -> replies.add(new Reply(parts[2], parts[3], nanos.getAsLong())));
        }
    }

    /** Nothing while the change that is asked for is not there. */
    private Optional<String> answer(String question) {
        String[] parts = question.split(" ");
        String text = own.apply(here).text();
        return !parts[0].equals(SEEN) || comes(Integer.parseInt(parts[1]), Long.parseLong(parts[2]))
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Whether the change comes within the time for which whoever asks waits too. */
    private boolean comes(int stripe, long number) {
        long deadline = nanos.getAsLong() + FOR_A_CHANGE.toNanos();
        while (changes.seen(stripe) < number && nanos.getAsLong() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return changes.seen(stripe) >= number;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    void close() {
        answers.shutdownNow();
        channel.close();
    }
}
