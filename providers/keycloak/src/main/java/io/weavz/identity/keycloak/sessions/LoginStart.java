package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.AuthenticationSessionProvider;
import org.keycloak.sessions.RootAuthenticationSessionModel;

/** Begins a login of Keycloak's for the client {@code weavz-auth}, which stands for {@code /api/auth}. */
final class LoginStart {

    static final String CLIENT = "weavz-auth";

    private final AuthCall call;

    LoginStart(AuthCall call) {
        this.call = call;
    }

    ClientModel client() {
        return Optional.ofNullable(call.realm().getClientByClientId(CLIENT))
                .filter(ClientModel::isEnabled)
                .orElseThrow(() -> AuthProblem.of(AuthError.EMAIL_PASSWORD_DISABLED));
    }

    /**
     * A login that ends at {@code /api/auth/callback/{provider}}, should it go through the browser.
     *
     * @param provider an identity provider's alias, or {@code credential}
     */
    AuthenticationSessionModel begin(String provider, boolean rememberMe) {
        return begin(
                provider,
                rememberMe,
                call.keycloak().authenticationSessions().createRootAuthenticationSession(call.realm()));
    }

    /** The same for somebody who is signed in already: what comes of it belongs to that session. */
    AuthenticationSessionModel beginIn(UserSessionModel signedIn, String provider) {
        AuthenticationSessionProvider logins = call.keycloak().authenticationSessions();
        String id = signedIn.getId();
        RootAuthenticationSessionModel root = Optional.ofNullable(logins.getRootAuthenticationSession(call.realm(), id))
                .orElseGet(() -> logins.createRootAuthenticationSession(call.realm(), id));
        AuthenticationSessionModel login = begin(provider, signedIn.isRememberMe(), root);
        // Whoever else is signed in in that browser is not the one who asked.
        login.setAuthenticatedUser(signedIn.getUser());
        return login;
    }

    private AuthenticationSessionModel begin(String provider, boolean rememberMe, RootAuthenticationSessionModel root) {
        KeycloakSession session = call.keycloak();
        ClientModel client = client();
        session.getContext().setClient(client);
        String callback = call.address() + "/callback/" + provider;
        AuthenticationSessionModel login = root.createAuthenticationSession(client);
        login.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        login.setAction(AuthenticationSessionModel.Action.AUTHENTICATE.name());
        login.setRedirectUri(callback);
        login.setClientNote(
                OIDCLoginProtocol.ISSUER,
                Urls.realmIssuer(
                        session.getContext().getUri().getBaseUri(), call.realm().getName()));
        login.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, "openid");
        login.setClientNote(OIDCLoginProtocol.RESPONSE_TYPE_PARAM, "code");
        login.setClientNote(OIDCLoginProtocol.REDIRECT_URI_PARAM, callback);
        if (rememberMe && call.realm().isRememberMe()) {
            login.setAuthNote(Details.REMEMBER_ME, "true");
        }
        session.getContext().setAuthenticationSession(login);
        return login;
    }

    /** Lets the browser that receives this answer go on with the login, and come back with the state. */
    void handToBrowser(AuthenticationSessionModel login, String state) {
        login.setClientNote(OIDCLoginProtocol.STATE_PARAM, state);
        AuthenticationSessionManager manager = new AuthenticationSessionManager(call.keycloak());
        manager.setAuthSessionCookie(login.getParentSession().getId());
        manager.setAuthSessionIdHashCookie(login.getParentSession().getId());
    }
}
