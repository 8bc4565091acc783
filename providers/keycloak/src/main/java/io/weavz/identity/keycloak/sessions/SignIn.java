package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.http.FormRequest;
import io.weavz.identity.keycloak.journey.ActiveOrganization;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.AuthenticationFlowResolver;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.services.util.AuthenticationFlowURLHelper;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.CommonClientSessionModel.ExecutionStatus;

/**
 * Signs a person in by e-mail and password, in two steps of Keycloak's own. The password goes through the direct grant
 * flow: brute-force lock, equal time for unknown people, events. Then the realm's browser flow runs with the password
 * already given; where it still asks for something, such as a one-time code or a required action, the person goes on
 * with it in the browser.
 */
final class SignIn {

    /** What became of it. */
    sealed interface Outcome {

        record Done(UserSessionModel session) implements Outcome {}

        /** Unknown, wrong, locked or disabled: all alike. */
        record Refused() implements Outcome {}

        record EmailNotVerified() implements Outcome {}

        /** Keycloak has a page to show first. */
        record GoesOn(URI page, String state) implements Outcome {}
    }

    /** Where the browser comes back to after a sign-in by password that went on in it. */
    static final String PROVIDER = "credential";

    private static final Set<String> OTHER_WAYS =
            Set.of("auth-cookie", "auth-spnego", "identity-provider-redirector", "organization");
    private static final Set<String> PASSWORD_FORMS =
            Set.of("auth-username-password-form", "auth-username-form", "auth-password-form");

    private final AuthCall call;
    private final KeycloakSession session;
    private final RealmModel realm;
    private final EventBuilder event;

    SignIn(AuthCall call) {
        this.call = call;
        this.session = call.keycloak();
        this.realm = call.realm();
        this.event = new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.LOGIN)
                .client(LoginStart.CLIENT);
    }

    /**
     * @param state makes the state of the return from the browser, should it come to that
     */
    Outcome withPassword(String email, String password, boolean rememberMe, Supplier<String> state) {
        LoginStart start = new LoginStart(call);
        AuthenticationSessionModel login = start.begin(PROVIDER, rememberMe);
        if (!passwordIsRight(login, email, password)) {
            new AuthenticationSessionManager(session).removeAuthenticationSession(realm, login, false);
            return new Outcome.Refused();
        }
        UserModel user = login.getAuthenticatedUser();
        if (realm.isVerifyEmail() && !user.isEmailVerified()) {
            event.user(user).error("email_not_verified");
            new AuthenticationSessionManager(session).removeAuthenticationSession(realm, login, false);
            return new Outcome.EmailNotVerified();
        }
        Optional<URI> page;
        try {
            page = nextPage(login);
        } catch (AuthenticationFlowException e) {
            // A browser flow that takes no password lets nobody in with one.
            event.user(user).error("password_not_taken");
            return new Outcome.Refused();
        }
        if (page.isPresent()) {
            String kept = state.get();
            start.handToBrowser(login, kept);
            return new Outcome.GoesOn(page.get(), kept);
        }
        return new Outcome.Done(finish(login));
    }

    private boolean passwordIsRight(AuthenticationSessionModel login, String email, String password) {
        AuthenticationProcessor processor = processor(login, AuthenticationFlowResolver.resolveDirectGrantFlow(login))
                .setFlowPath("token")
                .setRequest(new FormRequest(
                        session.getContext().getHttpRequest(),
                        new MultivaluedHashMap<>(Map.of("username", email, "password", password))));
        try {
            return processor.authenticateOnly() == null;
        } catch (AuthenticationFlowException e) {
            return false;
        }
    }

    /** Where the person must go first; nothing if the browser flow and the required actions ask for nothing more. */
    private Optional<URI> nextPage(AuthenticationSessionModel login) {
        AuthenticationFlowModel flow = AuthenticationFlowResolver.resolveBrowserFlow(login);
        passOver(login, flow.getId());
        login.setAuthNote(AuthenticationProcessor.CURRENT_FLOW_PATH, LoginActionsService.AUTHENTICATE_PATH);
        AuthenticationProcessor processor = processor(login, flow)
                .setFlowPath(LoginActionsService.AUTHENTICATE_PATH)
                .setBrowserFlow(true);
        if (processor.authenticateOnly() != null) {
            return Optional.of(new AuthenticationFlowURLHelper(
                            session, realm, session.getContext().getUri())
                    .getLastExecutionUrl(login));
        }
        String action = AuthenticationManager.nextRequiredAction(
                session, login, session.getContext().getHttpRequest(), event);
        return Optional.ofNullable(action)
                .map(name -> AuthenticationManager.redirectToRequiredActions(
                                session, realm, login, session.getContext().getUri(), name)
                        .getLocation());
    }

    /** The password has been given; other ways to say who one is must not find somebody else's cookie. */
    private void passOver(AuthenticationSessionModel login, String flowId) {
        realm.getAuthenticationExecutionsStream(flowId).forEach(execution -> {
            if (execution.isAuthenticatorFlow()) {
                passOver(login, execution.getFlowId());
            } else {
                statusOf(execution).ifPresent(status -> login.setExecutionStatus(execution.getId(), status));
            }
        });
    }

    private static Optional<ExecutionStatus> statusOf(AuthenticationExecutionModel execution) {
        if (PASSWORD_FORMS.contains(execution.getAuthenticator())) {
            return Optional.of(ExecutionStatus.SUCCESS);
        }
        return OTHER_WAYS.contains(execution.getAuthenticator())
                ? Optional.of(ExecutionStatus.ATTEMPTED)
                : Optional.empty();
    }

    private AuthenticationProcessor processor(AuthenticationSessionModel login, AuthenticationFlowModel flow) {
        return new AuthenticationProcessor()
                .setAuthenticationSession(login)
                .setFlowId(flow.getId())
                .setConnection(session.getContext().getConnection())
                .setEventBuilder(event)
                .setRealm(realm)
                .setSession(session)
                .setUriInfo(session.getContext().getUri())
                .setRequest(session.getContext().getHttpRequest());
    }

    private UserSessionModel finish(AuthenticationSessionModel login) {
        AuthenticationManager.setClientScopesInSession(session, login);
        AuthenticationProcessor processor = processor(login, AuthenticationFlowResolver.resolveBrowserFlow(login));
        processor.attachSession();
        UserSessionModel signedIn = processor.getUserSession();
        // Keycloak asks again for what is delicate when this is long ago (OpenID Connect's auth_time).
        signedIn.setNote(
                AuthenticationManager.AUTH_TIME,
                Long.toString(call.journey().now().getEpochSecond()));
        AuthenticationManager.createLoginCookie(
                session,
                realm,
                signedIn.getUser(),
                signedIn,
                session.getContext().getUri(),
                session.getContext().getConnection());
        event.detail(Details.AUTH_METHOD, "password").success();
        AuthenticationManager.logSuccess(session, login);
        greet(call, signedIn);
        return signedIn;
    }

    /** What a new session starts with: the only organization is the active one. */
    static void greet(AuthCall call, UserSessionModel signedIn) {
        AuthSession.keepUserAgent(
                signedIn,
                Optional.ofNullable(call.headers().getHeaderString("User-Agent"))
                        .orElse(""));
        if (ActiveOrganization.chosen(signedIn).isEmpty()) {
            var memberships = call.journey()
                    .organizations()
                    .membershipsOf(signedIn.getUser().getId());
            if (memberships.size() == 1) {
                ActiveOrganization.choose(
                        call.keycloak(),
                        signedIn,
                        Optional.of(memberships.get(0).organization().id()));
            }
        }
    }
}
