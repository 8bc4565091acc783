package io.weavz.identity.keycloak.introspection;

import io.weavz.identity.keycloak.http.ForwardedRequest;
import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/**
 * A request as it came, but for a hint that no provider answers to. Keycloak's endpoint took hold of the request before
 * any filter runs, and asks it for the same map after the client has been authenticated: so the hint is taken out of
 * that map, when client authentication reads it.
 */
final class RequestWithoutUnknownHint extends ForwardedRequest {

    private static final String HINT = "token_type_hint";

    private final KeycloakSession session;

    RequestWithoutUnknownHint(KeycloakSession session, HttpRequest request) {
        super(request);
        this.session = session;
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        MultivaluedMap<String, String> form = super.getDecodedFormParameters();
        String hint = form.getFirst(HINT);
        if (hint != null && session.getProvider(TokenIntrospectionProvider.class, hint) == null) {
            form.remove(HINT);
        }
        return form;
    }
}
