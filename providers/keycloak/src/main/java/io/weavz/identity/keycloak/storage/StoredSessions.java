package io.weavz.identity.keycloak.storage;

import org.keycloak.common.Profile;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;

/**
 * Keycloak's sessions as its database has them. A node that reads a session while another one removes it puts it back into
 * Keycloak's caches, where it would live on.
 */
public final class StoredSessions {

    private static final String COUNT = "select count(s) from PersistentUserSessionEntity s"
            + " where s.userSessionId = :id and s.offline = :offline";

    private StoredSessions() {}

    /** Whether it is there still. One of a single request, or of a realm without persistent sessions, is nowhere else. */
    public static boolean contain(KeycloakSession session, UserSessionModel found) {
        boolean isStored = found.isOffline() || Profile.isFeatureEnabled(Profile.Feature.PERSISTENT_USER_SESSIONS);
        return !isStored
                || found.getPersistenceState() == SessionPersistenceState.TRANSIENT
                || session.getProvider(JpaConnectionProvider.class)
                                .getEntityManager()
                                .createQuery(COUNT, Long.class)
                                .setParameter("id", found.getId())
                                .setParameter("offline", found.isOffline() ? "1" : "0")
                                .getSingleResult()
                        > 0;
    }
}
