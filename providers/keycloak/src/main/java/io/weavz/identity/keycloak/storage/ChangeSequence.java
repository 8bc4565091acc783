package io.weavz.identity.keycloak.storage;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** One number in the database for each stripe of subjects; it grows with every change, so that each node sees it. */
public final class ChangeSequence {

    private final EntityManager entityManager;

    public ChangeSequence(KeycloakSession session) {
        this.entityManager = entityManager(session);
    }

    /** The number of a stripe. */
    public record Entry(int stripe, long number) {

        /** Entries as {@code stripe:number} and commas, for a message to other nodes. */
        public static String text(List<Entry> entries) {
            return entries.stream()
                    .map(entry -> entry.stripe() + ":" + entry.number())
                    .collect(Collectors.joining(","));
        }

        public static List<Entry> listOf(String text) {
            return Arrays.stream(text.split(","))
                    .map(entry -> entry.split(":"))
                    .map(entry -> new Entry(Integer.parseInt(entry[0]), Long.parseLong(entry[1])))
                    .toList();
        }
    }

    /**
     * The rows are locked until the commit, so everything else is written before: whoever has them waits for nobody. In
     * the order of the stripes, so that two cannot wait for each other.
     */
    public List<Entry> advance(SortedSet<Integer> stripes) {
        entityManager.flush();
        List<Entry> advanced = new ArrayList<>();
        for (int stripe : stripes) {
            entityManager
                    .createNativeQuery("update WEAVZ_CHANGE set SEQUENCE_NUMBER = SEQUENCE_NUMBER + 1 where ID = :id")
                    .setParameter("id", Integer.toString(stripe))
                    .executeUpdate();
            Object number = entityManager
                    .createNativeQuery("select SEQUENCE_NUMBER from WEAVZ_CHANGE where ID = :id")
                    .setParameter("id", Integer.toString(stripe))
                    .getSingleResult();
            advanced.add(new Entry(stripe, ((Number) number).longValue()));
        }
        return advanced;
    }

    /** What the sequence says now. */
    public static List<Entry> current(KeycloakSessionFactory factory) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> ReadTimeout.within(entityManager(session), () -> new ChangeSequence(session).current()));
    }

    private static EntityManager entityManager(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    @SuppressWarnings("unchecked")
    private List<Entry> current() {
        List<Object[]> rows = entityManager
                .createNativeQuery("select ID, SEQUENCE_NUMBER from WEAVZ_CHANGE")
                .getResultList();
        return rows.stream()
                .map(row -> new Entry(Integer.parseInt((String) row[0]), ((Number) row[1]).longValue()))
                .toList();
    }
}
