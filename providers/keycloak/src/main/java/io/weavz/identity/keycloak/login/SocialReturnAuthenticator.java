package io.weavz.identity.keycloak.login;

import io.weavz.identity.keycloak.journey.SocialStart;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.messages.Messages;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Sends a person back to the page that began a social sign-in with {@code /api/auth/sign-in/social}, when the provider
 * said no: Keycloak would show its own login page, which that person never saw. First in the browser flow.
 */
final class SocialReturnAuthenticator implements Authenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (!SocialStart.marked(login)) {
            context.attempted();
            return;
        }
        Response back = Response.status(Response.Status.FOUND)
                .location(UriBuilder.fromUri(login.getRedirectUri())
                        .queryParam("error", error(context.getForwardedErrorMessage()))
                        .queryParam("state", login.getClientNote(OIDCLoginProtocol.STATE_PARAM))
                        .build())
                .build();
        context.failure(AuthenticationFlowError.IDENTITY_PROVIDER_ERROR, back);
    }

    private static String error(FormMessage message) {
        return message != null && Messages.ACCESS_DENIED_WHEN_IDP_AUTH.equals(message.getMessage())
                ? "access_denied"
                : "unable_to_get_user_info";
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        context.attempted();
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public void close() {}
}
