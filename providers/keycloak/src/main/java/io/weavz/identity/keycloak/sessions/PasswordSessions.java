package io.weavz.identity.keycloak.sessions;

import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.services.managers.AuthenticationManager;

/** Ends the sessions that are older than a person's password: whoever knew the old one may have begun them. */
final class PasswordSessions {

    /** The password that a session has seen, by the time it was made; the session that set it goes on. */
    private static final String SEEN = "weavz.password";

    private final KeycloakSession session;
    private final RealmModel realm;

    PasswordSessions(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /**
     * @param kept the id of the session that may go on, or null
     */
    void endAllBut(UserModel user, String kept) {
        Optional.ofNullable(kept)
                .map(id -> session.sessions().getUserSession(realm, id))
                .ifPresent(found -> found.setNote(SEEN, Long.toString(since(user))));
        end(user, each -> !each.getId().equals(kept));
    }

    void endOlder(UserModel user) {
        long since = since(user);
        end(
                user,
                each -> each.getStarted() * 1000L + 999 < since
                        && !Long.toString(since).equals(each.getNote(SEEN)));
    }

    private static long since(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                .mapToLong(password ->
                        Optional.ofNullable(password.getCreatedDate()).orElse(0L))
                .max()
                .orElse(0);
    }

    private void end(UserModel user, Predicate<UserSessionModel> which) {
        session.sessions()
                .getUserSessionsStream(realm, user)
                .filter(which)
                .toList()
                .forEach(each -> AuthenticationManager.backchannelLogout(session, each, true));
    }
}
