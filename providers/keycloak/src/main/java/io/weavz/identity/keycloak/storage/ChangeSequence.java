package io.weavz.identity.keycloak.storage;

import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** One number in the database that grows with every change, so that each node sees that the others changed something. */
public final class ChangeSequence {

    private final EntityManager entityManager;

    public ChangeSequence(KeycloakSession session) {
        this.entityManager = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** The row is locked until the commit, so everything else is written before: whoever has it waits for nobody. */
    public void advance() {
        entityManager.flush();
        entityManager
                .createNativeQuery("update WEAVZ_CHANGE set SEQUENCE_NUMBER = SEQUENCE_NUMBER + 1")
                .executeUpdate();
    }

    public long current() {
        return ((Number) entityManager
                        .createNativeQuery("select SEQUENCE_NUMBER from WEAVZ_CHANGE")
                        .getSingleResult())
                .longValue();
    }
}
