package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;
import io.weavz.identity.keycloak.journey.SignedInSessions;
import jakarta.persistence.EntityManager;

/** {@link SignedInSessions} as Keycloak keeps them: those of people online, and not those of devices, which are offline. */
public final class KeycloakSessions implements SignedInSessions {

    private static final String ONLINE =
            " from PersistentUserSessionEntity s where s.realmId = :realm and s.offline = '0'";

    private final EntityManager entityManager;
    private final String realmId;

    public KeycloakSessions(EntityManager entityManager, String realmId) {
        this.entityManager = entityManager;
        this.realmId = realmId;
    }

    @Override
    public Page<String> ids(Slice slice) {
        return new Page<>(
                entityManager
                        .createQuery(
                                "select s.userSessionId" + ONLINE
                                        + " order by s.lastSessionRefresh desc, s.userSessionId",
                                String.class)
                        .setParameter("realm", realmId)
                        .setFirstResult(slice.offset())
                        .setMaxResults(slice.limit())
                        .getResultList(),
                entityManager
                        .createQuery("select count(s)" + ONLINE, Long.class)
                        .setParameter("realm", realmId)
                        .getSingleResult());
    }
}
