package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.credential.Fingerprint;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** When credentials were last used, kept in memory until the next flush, so that verifying writes nothing. */
public final class CredentialUse {

    private final Map<String, Long> lastUsed = new ConcurrentHashMap<>();
    private final Map<String, Fingerprint> renewed = new ConcurrentHashMap<>();

    public void at(String credentialId, long millis) {
        lastUsed.merge(credentialId, millis, Math::max);
    }

    /** The credential was found under the previous pepper; this is its fingerprint under the current one. */
    public void renewed(String credentialId, Fingerprint fingerprint) {
        renewed.put(credentialId, fingerprint);
    }

    public boolean isEmpty() {
        return lastUsed.isEmpty() && renewed.isEmpty();
    }

    /** The later of what the row says and what waits here. */
    Optional<Instant> latest(String credentialId, Long stored) {
        Long waiting = lastUsed.get(credentialId);
        if (waiting == null) {
            return WeavzCredential.instant(stored);
        }
        return Optional.of(Instant.ofEpochMilli(stored == null ? waiting : Math.max(stored, waiting)));
    }

    /** Writes in the order of the ids, so that two nodes cannot wait for each other; a time never goes back. */
    public void flush(KeycloakSession session) {
        EntityManager entityManager =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        taken(lastUsed)
                .forEach((id, millis) -> entityManager
                        .createQuery("update WeavzCredential c set c.lastUsedAt = :at"
                                + " where c.id = :id and (c.lastUsedAt is null or c.lastUsedAt < :at)")
                        .setParameter("at", millis)
                        .setParameter("id", id)
                        .executeUpdate());
        taken(renewed)
                .forEach((id, fingerprint) -> entityManager
                        .createQuery("update WeavzCredential c set c.hash = :hash, c.pepperId = :pepper"
                                + " where c.id = :id and c.pepperId <> :pepper")
                        .setParameter("hash", fingerprint.hex())
                        .setParameter("pepper", fingerprint.pepperId())
                        .setParameter("id", id)
                        .executeUpdate());
    }

    private static <T> SortedMap<String, T> taken(Map<String, T> waiting) {
        SortedMap<String, T> taken = new TreeMap<>(waiting);
        taken.forEach(waiting::remove);
        return taken;
    }
}
