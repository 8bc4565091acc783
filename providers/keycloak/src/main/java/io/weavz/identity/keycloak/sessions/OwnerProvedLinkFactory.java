package io.weavz.identity.keycloak.sessions;

import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.actiontoken.ActionTokenContext;
import org.keycloak.authentication.actiontoken.idpverifyemail.IdpVerifyAccountLinkActionToken;
import org.keycloak.authentication.actiontoken.idpverifyemail.IdpVerifyAccountLinkActionTokenHandler;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * The link of the mail by which a person proves that an account is theirs before a social account is linked to it, in
 * place of Keycloak's. When nobody had proved the address before, whoever made the account may have been somebody else,
 * who waits for the owner with a password of their own: that password and its sessions end with the proof.
 */
public final class OwnerProvedLinkFactory extends IdpVerifyAccountLinkActionTokenHandler {

    @Override
    public Response handleToken(
            IdpVerifyAccountLinkActionToken token, ActionTokenContext<IdpVerifyAccountLinkActionToken> context) {
        UserModel user = context.getAuthenticationSession().getAuthenticatedUser();
        boolean unproved = !user.isEmailVerified();
        Response response = super.handleToken(token, context);
        if (unproved && user.isEmailVerified()) {
            user.credentialManager()
                    .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
                    .map(CredentialModel::getId)
                    .toList()
                    .forEach(user.credentialManager()::removeStoredCredentialById);
            new PasswordSessions(context.getSession()).endAllBut(user, null);
        }
        return response;
    }

    /** Before Keycloak's of the same id. */
    @Override
    public int order() {
        return 100;
    }
}
