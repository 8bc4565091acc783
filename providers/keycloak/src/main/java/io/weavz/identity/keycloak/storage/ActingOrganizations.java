package io.weavz.identity.keycloak.storage;

import jakarta.persistence.EntityManager;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** For which organizations service keys acted, and when they last did: kept in memory until the next flush. */
public final class ActingOrganizations {

    /** Beyond it, who acts for whom for the first time waits for the next flush. */
    private static final int MOST_WAITING = 100_000;

    private static final String LATER = """
            update WEAVZ_ACTING set LAST_ACTED_AT = :at
            where CREDENTIAL_ID = :key and ORGANIZATION_ID = :organization and LAST_ACTED_AT < :at
            """;

    /** Nothing for what is gone, and for the key of the configuration, which has no row. */
    private static final String FIRST = """
            insert into WEAVZ_ACTING (CREDENTIAL_ID, ORGANIZATION_ID, LAST_ACTED_AT)
            select c.ID, o.ID, cast(:at as bigint) from WEAVZ_CREDENTIAL c, WEAVZ_ORGANIZATION o
            where c.ID = :key and o.ID = :organization and not exists (
              select 1 from WEAVZ_ACTING a where a.CREDENTIAL_ID = c.ID and a.ORGANIZATION_ID = o.ID)
            """;

    private final Map<Pair, Long> waiting = new ConcurrentHashMap<>();

    private record Pair(String serviceKeyId, String organizationId) {}

    /** @param millis since 1970 */
    public void acted(String serviceKeyId, String organizationId, long millis) {
        Pair pair = new Pair(serviceKeyId, organizationId);
        if (waiting.size() < MOST_WAITING || waiting.containsKey(pair)) {
            waiting.merge(pair, millis, Math::max);
        }
    }

    /**
     * Writes what waits; what cannot be written waits on. In one order, so that two nodes do not wait for each other.
     *
     * @throws RuntimeException if the database does not take it, or another node makes the same row
     */
    public void flush(KeycloakSessionFactory factory) {
        SortedMap<Pair, Long> taken =
                new TreeMap<>(Comparator.comparing(Pair::serviceKeyId).thenComparing(Pair::organizationId));
        taken.putAll(waiting);
        if (!taken.isEmpty()) {
            KeycloakModelUtils.runJobInTransaction(
                    factory, session -> taken.forEach((pair, at) -> write(session, pair, at)));
            taken.forEach(waiting::remove);
        }
    }

    private static void write(KeycloakSession session, Pair pair, long at) {
        EntityManager entityManager =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        if (execute(entityManager, LATER, pair, at) == 0) {
            execute(entityManager, FIRST, pair, at);
        }
    }

    private static int execute(EntityManager entityManager, String sql, Pair pair, long at) {
        return entityManager
                .createNativeQuery(sql)
                .setParameter("at", at)
                .setParameter("key", pair.serviceKeyId())
                .setParameter("organization", pair.organizationId())
                .executeUpdate();
    }
}
