package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.lookup.Subject;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Knows whether the sign-in behind a person's token still stands. It stands on Keycloak's offline session, which
 * outlives the browser and ends when the person or an administrator takes the client's access away.
 */
public final class SignIns {

    private final KeycloakSession session;
    private final RealmModel realm;

    public SignIns(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    record SignIn(Subject person, boolean stands) {}

    /** Nothing when the person is gone. */
    Optional<SignIn> of(WeavzCredential row) {
        return Optional.ofNullable(session.users().getUserById(realm, row.userId))
                .map(user -> new SignIn(
                        new Subject(user.getId(), user.getUsername()), user.isEnabled() && stands(row, user)));
    }

    private boolean stands(WeavzCredential row, UserModel user) {
        ClientModel client = realm.getClientById(row.clientId);
        if (client == null || !client.isEnabled()) {
            return false;
        }
        UserSessionModel login = session.sessions().getOfflineUserSession(realm, row.sessionId);
        return AuthenticationManager.isSessionValid(realm, login)
                && StoredSessions.contain(session, login)
                && login.getUser() != null
                && login.getUser().getId().equals(row.userId)
                && login.getAuthenticatedClientSessionByClient(row.clientId) != null
                && !isBefore(row, session.users().getNotBeforeOfUser(realm, user))
                && !isBefore(row, realm.getNotBefore())
                && !isBefore(row, client.getNotBefore());
    }

    /** Keycloak's "not before" says in seconds which tokens are revoked. */
    private static boolean isBefore(WeavzCredential row, int notBefore) {
        return row.createdAt / 1000 < notBefore;
    }
}
