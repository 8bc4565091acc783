package io.weavz.identity.keycloak.device;

import io.weavz.identity.keycloak.http.FormRequest;
import io.weavz.identity.keycloak.http.OauthProblem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/** Calls one of Keycloak's own endpoints with a form, and puts its refusals into our answers. */
final class KeycloakCall {

    private final KeycloakSession session;
    private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();

    KeycloakCall(KeycloakSession session) {
        this.session = session;
    }

    KeycloakCall with(String name, String value) {
        form.putSingle(name, value);
        return this;
    }

    KeycloakCall with(String name, Optional<String> value) {
        value.ifPresent(text -> form.putSingle(name, text));
        return this;
    }

    MultivaluedMap<String, String> form() {
        return form;
    }

    /** Keycloak keeps what it has written also when it refuses, such as when a device polled last. */
    Response answer(Supplier<Response> endpoint) {
        session.getContext().setHttpRequest(new FormRequest(session.getContext().getHttpRequest(), form));
        // Where Keycloak looks for the client of a request that is no form.
        session.setAttribute("client_id", form.getFirst("client_id"));
        try {
            return endpoint.get();
        } catch (WebApplicationException e) {
            return refused(e.getResponse());
        }
    }

    private Response refused(Response response) {
        if (!(response.getEntity() instanceof OAuth2ErrorRepresentation refusal)) {
            return new OauthProblem(response.getStatus(), "invalid_request", "The request is not valid").answer();
        }
        String description = Optional.ofNullable(refusal.getErrorDescription()).orElse("The request was refused");
        return new OauthProblem(response.getStatus(), refusal.getError(), description)
                .answer(interval(refusal.getError()));
    }

    /** RFC 8628, section 3.5: a device that polls too fast waits five seconds longer from then on. */
    private OptionalInt interval(String error) {
        if (!OAuthErrorException.SLOW_DOWN.equals(error)) {
            return OptionalInt.empty();
        }
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = session.getContext().getClient();
        return OptionalInt.of(realm.getOAuth2DeviceConfig().getPoolingInterval(client) + 5);
    }
}
