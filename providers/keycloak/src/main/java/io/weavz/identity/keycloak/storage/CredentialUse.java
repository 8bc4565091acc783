package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.credential.Fingerprint;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hibernate.Session;
import org.hibernate.jdbc.Work;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.Provider;

/**
 * How often credentials were granted and refused, and when they were last used: kept in memory until the next flush, so
 * that verifying writes nothing. Only cells that were used wait here; a flush that finds one unused lets it go.
 */
public final class CredentialUse {

    private static final Logger LOG = Logger.getLogger(CredentialUse.class);
    private static final int ROWS_PER_TRANSACTION = 1_000;
    private static final int MOST_KEPT = 100_000;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    private final Map<String, UsageCell> waiting = new ConcurrentHashMap<>();
    /** Of an hour that has passed in a cell, or of a flush that failed. */
    private final Queue<Tally> kept = new ConcurrentLinkedQueue<>();

    private final Map<String, Fingerprint> renewed = new ConcurrentHashMap<>();
    private long sweptAt;

    /** What the last flush writes through, so that Keycloak closes it later. */
    public static Class<? extends Provider> connection() {
        return JpaConnectionProvider.class;
    }

    /** The place to count the uses of a credential. Two cells of one credential are as good as one. */
    public UsageCell of(String credentialId) {
        UsageCell cell = waiting.get(credentialId);
        return cell == null ? new UsageCell(this, credentialId) : cell;
    }

    /** The credential was found under the previous pepper; this is its fingerprint under the current one. */
    public void renewed(String credentialId, Fingerprint fingerprint) {
        renewed.put(credentialId, fingerprint);
    }

    void await(UsageCell cell) {
        waiting.merge(cell.credentialId(), cell, (first, second) -> {
            second.handOver(first);
            return first;
        });
    }

    void keep(Tally tally) {
        kept.add(tally);
    }

    /** The later of what the row says and what waits here. */
    Optional<Instant> latest(String credentialId, Long stored) {
        UsageCell cell = waiting.get(credentialId);
        long waits = cell == null ? 0 : cell.lastUsedAt();
        return stored == null && waits == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(stored == null ? waits : Math.max(stored, waits)));
    }

    /**
     * Writes what waits. What cannot be written is kept for the next flush. Not for several threads.
     *
     * @param now in milliseconds
     * @throws RuntimeException if the database does not take it
     */
    public void flush(KeycloakSessionFactory factory, long now) {
        List<Tally> taken = taken();
        int written = 0;
        try {
            while (written < taken.size()) {
                List<Tally> rows = taken.subList(written, Math.min(written + ROWS_PER_TRANSACTION, taken.size()));
                inTransaction(factory, connection -> UsageRows.add(connection, rows));
                written += rows.size();
            }
        } finally {
            keepSome(taken.subList(written, taken.size()));
        }
        if (written > 0 && now - sweptAt >= BETWEEN_SWEEPS.toMillis()) {
            sweptAt = now;
            inTransaction(factory, connection -> UsageRows.removeBefore(connection, now - KEPT.toMillis()));
        }
        if (!renewed.isEmpty()) {
            KeycloakModelUtils.runJobInTransaction(factory, this::flushRenewed);
        }
    }

    /** In the order of the rows, each row once. */
    List<Tally> taken() {
        SortedMap<Tally.Key, Tally> taken = new TreeMap<>();
        waiting.values().forEach(cell -> {
            if (!cell.take(tally -> taken.merge(tally.key(), tally, Tally::plus))) {
                // It was written a flush ago at the latest, so nobody reads a time from before that any more.
                waiting.remove(cell.credentialId(), cell);
                cell.rest();
            }
        });
        for (Tally tally = kept.poll(); tally != null; tally = kept.poll()) {
            taken.merge(tally.key(), tally, Tally::plus);
        }
        return List.copyOf(taken.values());
    }

    private void keepSome(List<Tally> unwritten) {
        unwritten.stream().limit(MOST_KEPT).forEach(kept::add);
        if (unwritten.size() > MOST_KEPT) {
            LOG.warnf("%d counts of uses are lost: the database takes none", unwritten.size() - MOST_KEPT);
        }
    }

    private static void inTransaction(KeycloakSessionFactory factory, Work work) {
        KeycloakModelUtils.runJobInTransaction(
                factory, session -> entityManager(session).unwrap(Session.class).doWork(work));
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private void flushRenewed(KeycloakSession session) {
        SortedMap<String, Fingerprint> taken = new TreeMap<>(renewed);
        taken.forEach(renewed::remove);
        taken.forEach((id, fingerprint) -> entityManager(session)
                .createQuery("update WeavzCredential c set c.hash = :hash, c.pepperId = :pepper"
                        + " where c.id = :id and c.pepperId <> :pepper")
                .setParameter("hash", fingerprint.hex())
                .setParameter("pepper", fingerprint.pepperId())
                .setParameter("id", id)
                .executeUpdate());
    }
}
