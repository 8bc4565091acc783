package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.keycloak.memory.Epochs;
import io.weavz.identity.keycloak.storage.ChangeSequence;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Carries changes from the request that makes them to the {@link Epochs} of every node. A change advances the sequence in
 * the database in its own transaction. After the commit this node counts it, and so do the others that the cluster
 * reaches before the request is answered; each node also reads the sequence twice a second, so that a message that was
 * lost is a change that is half a second late.
 */
final class Changes {

    /** Caches of Keycloak's own settle this long after a commit; what is read meanwhile is not remembered. */
    private static final Duration SETTLING = Duration.ofMillis(250);

    /** Keycloak tries again for seconds when a row is locked; what was read before that is forgotten too. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final String STRIPES = "weavz.changing";

    private final Epochs epochs;
    private final Clock clock;
    private final AtomicLongArray seen = new AtomicLongArray(Epochs.STRIPES);
    private final ClusterChannel channel =
            new ClusterChannel("weavz-changes", text -> committed(ChangeSequence.Entry.listOf(text)));
    private final ScheduledExecutorService timer = Background.timer("weavz-late-changes");

    Changes(Epochs epochs, Clock clock) {
        this.epochs = epochs;
        this.clock = clock;
    }

    /** Whether the request of this session changes something: what it reads is not for others before it commits. */
    static boolean isChanging(KeycloakSession session) {
        return session.getAttribute(STRIPES) != null;
    }

    /**
     * Says that the request of this session changes something; it counts when the request commits.
     *
     * @param subjects the ids of those about whom remembered answers are not true any more
     */
    void changing(KeycloakSession session, Collection<String> subjects) {
        SortedSet<Integer> stripes = stripes(session);
        subjects.forEach(subject -> stripes.add(Epochs.stripe(subject)));
    }

    @SuppressWarnings("unchecked")
    private SortedSet<Integer> stripes(KeycloakSession session) {
        SortedSet<Integer> stripes = session.getAttribute(STRIPES, SortedSet.class);
        if (stripes == null) {
            stripes = new TreeSet<>();
            session.setAttribute(STRIPES, stripes);
            new Committing(session, stripes).enlist();
        }
        return stripes;
    }

    /** The number of a stripe that this node has counted. */
    long seen(int stripe) {
        return seen.get(stripe);
    }

    /** How many changes this node has counted, those of its database before it started included. */
    long counted() {
        return IntStream.range(0, Epochs.STRIPES).mapToLong(seen::get).sum();
    }

    /** Makes a change in a transaction of its own, and tells the others. */
    ChangeSequence.Entry tell(KeycloakSessionFactory factory, int stripe) {
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> stripes(session).add(stripe));
        return new ChangeSequence.Entry(stripe, seen(stripe));
    }

    /** The same, and tells nobody: each node must read it. */
    ChangeSequence.Entry keepSilent(KeycloakSessionFactory factory, int stripe) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                        factory, session -> new ChangeSequence(session).advance(new TreeSet<>(Set.of(stripe))))
                .get(0);
    }

    /** What this node or another one has just committed; messages may overtake each other. */
    private void committed(List<ChangeSequence.Entry> changes) {
        changes.stream()
                .filter(change -> change.number() > seen.getAndAccumulate(change.stripe(), change.number(), Math::max))
                .forEach(change -> changed(change.stripe()));
    }

    /** What the sequence says now; a database that was put back to an earlier state has changed too. */
    void read(List<ChangeSequence.Entry> sequence) {
        sequence.stream()
                .filter(entry -> seen.getAndSet(entry.stripe(), entry.number()) != entry.number())
                .forEach(entry -> changed(entry.stripe()));
    }

    private void changed(int stripe) {
        long settled = clock.millis() + SETTLING.toMillis();
        epochs.changed(stripe, settled);
        timer.schedule(() -> epochs.changed(stripe, settled), LATE.toMillis(), TimeUnit.MILLISECONDS);
    }

    void close() {
        timer.shutdownNow();
        channel.close();
    }

    /** Listens to the other nodes from now on. */
    void listen(KeycloakSession session) {
        channel.listen(session);
    }

    /** The two moments of a transaction that matter here: just before its commit and just after. */
    private final class Committing {

        private final KeycloakSession session;
        private final SortedSet<Integer> stripes;
        private List<ChangeSequence.Entry> advanced = List.of();

        Committing(KeycloakSession session, SortedSet<Integer> stripes) {
            this.session = session;
            this.stripes = stripes;
        }

        void enlist() {
            // Keycloak removes sessions after the commit; who is enlisted first is done first, so it is made to be.
            session.sessions();
            session.getTransactionManager()
                    .enlistPrepare(new OnCommit(() -> advanced = new ChangeSequence(session).advance(stripes)));
            session.getTransactionManager().enlistAfterCompletion(new OnCommit(() -> {
                committed(advanced);
                channel.tell(session, ChangeSequence.Entry.text(advanced));
            }));
        }
    }

    private static final class OnCommit extends AbstractKeycloakTransaction {

        private final Runnable task;

        OnCommit(Runnable task) {
            this.task = task;
        }

        @Override
        protected void commitImpl() {
            task.run();
        }

        @Override
        protected void rollbackImpl() {}
    }
}
