package io.weavz.identity.keycloak.login;

import io.weavz.identity.access.credential.CredentialReader;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.RequestReader;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.Authenticator;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Accepts an API key or a service key in a login flow, as the {@code password} of a direct grant (RFC 6749, section
 * 4.3). The user of the flow is the organization's service user; the session is transient, so that nothing is left
 * behind. A service key names its organization in {@code X-Org-ID} or in the parameter {@code organization}.
 */
final class CredentialAuthenticator implements Authenticator {

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        Decision decision = Journey.of(context.getSession())
                .decide(new AccessRequest(
                        Door.LOGIN,
                        reading(form.getFirst("password")),
                        organization(context, form).stream().toList(),
                        Optional.empty()));
        if (decision instanceof Decision.Granted granted) {
            succeed(context, granted.principal());
        } else {
            fail(context);
        }
    }

    private static Reading reading(String credential) {
        if (credential == null) {
            return new Reading.Absent();
        }
        return CredentialReader.ofToken(credential)
                .filter(PresentedCredential.Opaque.class::isInstance)
                .<Reading>map(Reading.Presented::new)
                .orElseGet(Reading.Malformed::new);
    }

    private static Optional<String> organization(
            AuthenticationFlowContext context, MultivaluedMap<String, String> form) {
        return RequestReader.organization(context.getHttpRequest().getHttpHeaders())
                .or(() -> Optional.ofNullable(form.getFirst("organization")));
    }

    private static void succeed(AuthenticationFlowContext context, Principal principal) {
        UserModel user = context.getSession()
                .users()
                .getUserById(context.getRealm(), principal.subject().id());
        if (user == null || !user.isEnabled()) {
            fail(context);
            return;
        }
        AuthenticationSessionModel login = context.getAuthenticationSession();
        login.setClientNote(
                AuthenticationManager.USER_SESSION_PERSISTENT_STATE, SessionPersistenceState.TRANSIENT.toString());
        OrganizationNotes.write(login, principal);
        context.getEvent()
                .detail("credential_id", principal.credentialId())
                .detail("org_id", principal.organization().id());
        // Not context.setUser: Keycloak lets no form sign in a service user, and this is none.
        login.setAuthenticatedUser(user);
        context.success();
    }

    private static void fail(AuthenticationFlowContext context) {
        OAuth2ErrorRepresentation error =
                new OAuth2ErrorRepresentation(OAuthErrorException.INVALID_GRANT, "Invalid credential");
        context.getEvent().error(Errors.INVALID_USER_CREDENTIALS);
        context.failure(
                AuthenticationFlowError.INVALID_CREDENTIALS,
                Response.status(Response.Status.BAD_REQUEST)
                        .entity(error)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build());
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        authenticate(context);
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
