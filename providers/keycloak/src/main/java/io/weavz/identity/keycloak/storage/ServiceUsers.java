package io.weavz.identity.keycloak.storage;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The hidden user of each organization: the subject of its keys. The link to a service account keeps it out of
 * Keycloak's user list and out of every sign-in form.
 */
public final class ServiceUsers {

    private static final String NAME = "service-org-";

    private final KeycloakSession session;
    private final RealmModel realm;

    public ServiceUsers(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Makes the user, or finds the one that is there, and returns its id. */
    String create(String organizationId) {
        String username = NAME + organizationId;
        UserModel existing = session.users().getUserByUsername(realm, username);
        if (existing != null) {
            return existing.getId();
        }
        UserModel user = session.users().addUser(realm, null, username, false, false);
        user.setEnabled(true);
        user.setServiceAccountClientLink("weavz-organization");
        return user.getId();
    }

    /** Removes the user when its organization is gone. */
    public void remove(String organizationId) {
        UserModel user = session.users().getUserByUsername(realm, NAME + organizationId);
        if (user != null) {
            session.users().removeUser(realm, user);
        }
    }
}
