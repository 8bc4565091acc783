package io.weavz.identity.keycloak.sessions;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.utils.OAuth2CodeParser;
import org.keycloak.services.managers.AuthenticationManager;

/** Where a browser comes back to from Keycloak's pages and from a provider, with a code of this realm. */
final class CallbackRoute {

    private static final String STATE_MISMATCH = "state_mismatch";

    private final AuthCall call;
    private final String provider;

    CallbackRoute(AuthCall call, String provider) {
        this.call = call;
        this.provider = provider;
    }

    Response answer(MultivaluedMap<String, String> query) {
        Optional<Returns.Target> found =
                Optional.ofNullable(query.getFirst("state")).flatMap(state -> new Returns(call).take(provider, state));
        if (found.isEmpty()) {
            return AuthAnswer.redirect(call, withQuery(call.address() + "/error", "error", STATE_MISMATCH));
        }
        Returns.Target target = found.get();
        String error = query.getFirst("error");
        if (error != null) {
            return failed(target.error(), error.matches("[a-z_]{1,64}") ? error : "unable_to_get_user_info");
        }
        return Optional.ofNullable(query.getFirst("code"))
                .flatMap(this::session)
                .map(session -> target.linksTo().isPresent()
                        ? linked(target, session, query.getFirst("kc_action_status"))
                        : signedIn(target, session))
                .orElseGet(() -> failed(target.error(), "invalid_code"));
    }

    private Optional<UserSessionModel> session(String code) {
        EventBuilder event = new EventBuilder(
                        call.realm(),
                        call.keycloak(),
                        call.keycloak().getContext().getConnection())
                .event(EventType.CODE_TO_TOKEN)
                .client(LoginStart.CLIENT);
        OAuth2CodeParser.ParseResult parsed = OAuth2CodeParser.parseCode(call.keycloak(), code, call.realm(), event);
        if (parsed.isIllegalCode() || parsed.isExpiredCode()) {
            return Optional.empty();
        }
        return Optional.ofNullable(parsed.getClientSession())
                .filter(session -> LoginStart.CLIENT.equals(session.getClient().getClientId()))
                .map(AuthenticatedClientSessionModel::getUserSession)
                .filter(session -> AuthenticationManager.isSessionValid(call.realm(), session));
    }

    private Response signedIn(Returns.Target target, UserSessionModel session) {
        SignIn.greet(call, session);
        boolean isNew = AuthUser.created(session.getUser()).isAfter(target.since());
        String address = (isNew ? target.newUser().or(target::callback) : target.callback()).orElse("/");
        return AuthAnswer.redirecting(call, address)
                .withoutState()
                .signedIn(session)
                .empty();
    }

    private Response linked(Returns.Target target, UserSessionModel session, String status) {
        boolean same = target.linksTo().filter(session.getId()::equals).isPresent();
        return same && "success".equals(status)
                ? AuthAnswer.redirecting(call, target.callback().orElse("/"))
                        .withoutState()
                        .empty()
                : failed(target.error(), "unable_to_link_account");
    }

    private Response failed(Optional<String> errorCallback, String error) {
        String address = errorCallback.orElse(call.address() + "/error");
        return AuthAnswer.redirecting(call, withQuery(address, "error", error))
                .withoutState()
                .empty();
    }

    static String withQuery(String address, String name, String value) {
        return address + (address.contains("?") ? "&" : "?") + name + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
