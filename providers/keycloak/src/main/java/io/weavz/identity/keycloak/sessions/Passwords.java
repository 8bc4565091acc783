package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import java.util.Set;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ModelException;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;
import org.keycloak.services.managers.BruteForceProtector;

/** Passwords as Keycloak keeps them: its hashes, its policy, its lock against guessing. */
final class Passwords {

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 128;

    private final AuthCall call;

    Passwords(AuthCall call) {
        this.call = call;
    }

    /** A new password from the body, of a length that the contract allows. */
    static String read(JsonBody body, String field) {
        String password = body.rawText(field);
        if (password.length() < MIN_LENGTH) {
            throw AuthProblem.of(AuthError.PASSWORD_TOO_SHORT);
        }
        if (password.length() > MAX_LENGTH) {
            throw AuthProblem.of(AuthError.PASSWORD_TOO_LONG);
        }
        return password;
    }

    /** Whether the realm's policy takes the password of somebody who has no account yet. */
    void checkPolicy(String email, String password) {
        refuse(policies().validate(email, password));
    }

    private PasswordPolicyManagerProvider policies() {
        return call.keycloak().getProvider(PasswordPolicyManagerProvider.class);
    }

    private static void refuse(PolicyError error) {
        if (error != null) {
            throw AuthProblem.of(AuthError.PASSWORD_REFUSED);
        }
    }

    void checkPolicy(UserModel user, String password) {
        refuse(policies().validate(call.realm(), user, password));
    }

    /**
     * Gives the user this password, and ends the user's other sessions.
     *
     * @param sessionId the session that may go on; the empty text for none
     */
    void set(UserModel user, String password, String sessionId) {
        checkPolicy(user, password);
        try {
            user.credentialManager().updateCredential(UserCredentialModel.password(password, false));
        } catch (ModelException e) {
            throw AuthProblem.of(AuthError.PASSWORD_REFUSED);
        }
        // Not left to the listener of the event, whose failure Keycloak only logs.
        new PasswordSessions(call.keycloak()).endAllBut(user, sessionId.isEmpty() ? null : sessionId);
        EventBuilder event = event(EventType.UPDATE_CREDENTIAL)
                .user(user)
                .detail(Details.CREDENTIAL_TYPE, PasswordCredentialModel.TYPE);
        if (!sessionId.isEmpty()) {
            event.session(sessionId);
        }
        event.success();
    }

    /** Whether this is the user's password; wrong guesses count towards the lock, and a locked account has none. */
    boolean isRight(UserModel user, String password) {
        BruteForceProtector guesses = call.keycloak().getProvider(BruteForceProtector.class);
        boolean guarded = call.realm().isBruteForceProtected();
        if (guarded && guesses.isTemporarilyDisabled(call.keycloak(), call.realm(), user)) {
            return false;
        }
        boolean right = user.credentialManager().isValid(UserCredentialModel.password(password));
        if (!right) {
            event(EventType.UPDATE_CREDENTIAL).user(user).error(Errors.INVALID_USER_CREDENTIALS);
            if (guarded) {
                guesses.failedLogin(
                        call.realm(),
                        user,
                        call.keycloak().getContext().getConnection(),
                        call.keycloak().getContext().getUri(),
                        Set.of(PasswordCredentialModel.TYPE));
            }
        }
        return right;
    }

    boolean exists(UserModel user) {
        return user.credentialManager().isConfiguredFor(PasswordCredentialModel.TYPE);
    }

    /** Takes as long as hashing a password does. */
    void hashNothing() {
        PasswordPolicy policy = call.realm().getPasswordPolicy();
        PasswordHashProvider hash = policy == null || policy.getHashAlgorithm() == null
                ? call.keycloak().getProvider(PasswordHashProvider.class)
                : call.keycloak().getProvider(PasswordHashProvider.class, policy.getHashAlgorithm());
        hash.encodedCredential("nobody's password", policy == null ? -1 : policy.getHashIterations());
    }

    private EventBuilder event(EventType type) {
        return new EventBuilder(
                        call.realm(),
                        call.keycloak(),
                        call.keycloak().getContext().getConnection())
                .event(type)
                .client(LoginStart.CLIENT);
    }
}
