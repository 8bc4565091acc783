package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.journey.SocialStart;
import java.net.URI;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.broker.provider.IdpLinkAction;
import org.keycloak.models.Constants;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.ClientSessionCode;
import org.keycloak.services.resources.IdentityBrokerService;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.util.AuthenticationFlowURLHelper;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Sends a browser to one of the realm's identity providers; Keycloak's broker does the rest. */
final class SocialLogin {

    private final AuthCall call;

    SocialLogin(AuthCall call) {
        this.call = call;
    }

    /** The identity provider of this name, if people may sign in with it. */
    IdentityProviderModel provider(String alias) {
        return Optional.ofNullable(call.keycloak().identityProviders().getByAlias(alias))
                .filter(IdentityProviderModel::isEnabled)
                .orElseThrow(() -> AuthProblem.of(AuthError.PROVIDER_NOT_FOUND));
    }

    /** The provider's own address to send the browser to. */
    URI signIn(String alias, String state) {
        LoginStart start = new LoginStart(call);
        AuthenticationSessionModel login = start.begin(alias, true);
        SocialStart.mark(login, alias);
        login.setAuthNote(AuthenticationProcessor.CURRENT_FLOW_PATH, LoginActionsService.AUTHENTICATE_PATH);
        start.handToBrowser(login, state);
        URI address = new IdentityBrokerService(call.keycloak())
                .performClientInitiatedAccountLogin(
                        alias, new ClientSessionCode<>(call.keycloak(), call.realm(), login))
                .getLocation();
        if (address == null) {
            throw AuthProblem.of(AuthError.SERVICE_UNAVAILABLE);
        }
        return address;
    }

    /** Keycloak's page that asks the person, who is signed in there, whether to link an account of the provider. */
    URI link(UserSessionModel signedIn, String alias, String state) {
        boolean linked = call.keycloak().users().getFederatedIdentity(call.realm(), signedIn.getUser(), alias) != null;
        if (linked) {
            throw AuthProblem.of(AuthError.SOCIAL_ACCOUNT_ALREADY_LINKED);
        }
        LoginStart start = new LoginStart(call);
        AuthenticationSessionModel login = start.beginIn(signedIn, alias);
        login.setClientNote(Constants.KC_ACTION, IdpLinkAction.PROVIDER_ID);
        login.setClientNote(Constants.KC_ACTION_PARAMETER, alias);
        start.handToBrowser(login, state);
        return new AuthenticationFlowURLHelper(
                        call.keycloak(),
                        call.realm(),
                        call.keycloak().getContext().getUri())
                .getLastExecutionUrl(login);
    }
}
