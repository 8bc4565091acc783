package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.cluster.Keys.Key;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Cluster;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Node;
import io.weavz.identity.it.harness.People;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Keys are made, regenerated and revoked on node C until it dies; then A and the database say what came of it. */
final class KilledNode {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int DONE_BEFORE = 8;

    private final Node c = Cluster.running().c();
    private final Keys keys = Keys.ofNewOrganization();
    private final List<Key> doomed = keys.create(300);
    private final Key chain = keys.create("chain");
    private final List<Key> created = Collections.synchronizedList(new ArrayList<>());
    private final List<Key> revoked = Collections.synchronizedList(new ArrayList<>());
    /** The secrets of one key, the newest last. */
    private final List<Key> renewed = Collections.synchronizedList(new ArrayList<>(List.of(chain)));

    /** Kills node C in the middle of its work. */
    void run() throws SQLException {
        List<Thread> workers =
                List.of(worker(this::create), worker(this::create), worker(this::revoke), worker(this::regenerate));
        workers.forEach(Thread::start);
        People.await(() ->
                created.size() >= 2 * DONE_BEFORE && revoked.size() >= DONE_BEFORE && renewed.size() > DONE_BEFORE);
        c.kill();
        workers.forEach(KilledNode::join);
        String killed = Stored.texts("SELECT NOW()::TEXT || ?", "").iterator().next();
        People.await(() -> isEndedWhatBegan(killed));
    }

    /** Works until a request is not answered. */
    private static Thread worker(BooleanSupplier work) {
        return new Thread(() -> {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = work.getAsBoolean();
            }
        });
    }

    private boolean create() {
        return answered(keys.on(c, "POST", "").json("name", "made"), 201)
                .map(answer -> created.add(Keys.key(answer)))
                .orElse(false);
    }

    private boolean revoke() {
        Key next = doomed.get(revoked.size());
        return answered(keys.on(c, "DELETE", "/" + next.id()), 200)
                .map(answer -> revoked.add(next))
                .orElse(false);
    }

    private boolean regenerate() {
        return answered(keys.on(c, "POST", "/" + chain.id() + "/regenerate"), 200)
                .map(answer -> renewed.add(Keys.key(answer)))
                .orElse(false);
    }

    private static Optional<Answer> answered(Http request, int status) {
        try {
            return Optional.of(request.within(PATIENCE).send()).filter(answer -> answer.status() == status);
        } catch (UncheckedIOException died) {
            return Optional.empty();
        }
    }

    /** What was answered is in effect; what was not is done whole, with its event, or not at all. */
    String verdict() throws SQLException {
        Node a = Cluster.running().a();
        created.forEach(key -> a.verify(key.plain()).expect(200));
        revoked.forEach(key -> a.verify(key.plain()).expect(401));

        Stored stored = Stored.of(keys);
        assertThat(stored.deleted()).containsAll(revoked.stream().map(Key::id).toList());
        assertThat(stored.made()).containsAll(created.stream().map(Key::id).toList());
        stored.isWhole();
        for (Key key : doomed) {
            a.verify(key.plain()).expect(stored.deleted().contains(key.id()) ? 401 : 200);
        }
        return round(stored, verdictOnRegeneration(a));
    }

    private boolean verdictOnRegeneration(Node a) throws SQLException {
        int answered = renewed.size() - 1;
        int done = Stored.texts(
                        "SELECT ID FROM ADMIN_EVENT_ENTITY WHERE RESOURCE_PATH LIKE ?",
                        "%" + chain.id() + "/regenerate")
                .size();
        assertThat(done).isBetween(answered, answered + 1);
        renewed.subList(0, answered).forEach(old -> a.verify(old.plain()).expect(401));
        a.verify(renewed.get(answered).plain()).expect(done == answered ? 200 : 401);
        return done > answered;
    }

    private String round(Stored stored, boolean oneMore) {
        return created.size() + " made, " + revoked.size() + " revoked, " + (renewed.size() - 1)
                + " regenerated and answered; unanswered but done: "
                + (stored.rows().size() + stored.deleted().size() - doomed.size() - 1 - created.size()) + " made, "
                + (stored.deleted().size() - revoked.size()) + " revoked, " + (oneMore ? 1 : 0) + " regenerated";
    }

    /** PostgreSQL has noticed that the node is gone, and has ended what it had begun. */
    private static boolean isEndedWhatBegan(String before) {
        try {
            return Stored.texts("SELECT PID::TEXT FROM PG_STAT_ACTIVITY WHERE XACT_START < ?::TIMESTAMPTZ", before)
                    .isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
