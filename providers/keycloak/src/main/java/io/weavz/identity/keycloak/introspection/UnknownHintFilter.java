package io.weavz.identity.keycloak.introspection;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/**
 * Takes a {@code token_type_hint} that nobody knows out of an introspection request. RFC 7662, section 2.1, lets a
 * server ignore it; Keycloak would answer 400.
 */
@Provider
public final class UnknownHintFilter implements ContainerRequestFilter {

    private static final String HINT = "token_type_hint";

    @Context
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getUriInfo().getPath().endsWith("/protocol/openid-connect/token/introspect")) {
            return;
        }
        MultivaluedMap<String, String> form =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        String hint = form.getFirst(HINT);
        if (hint != null && session.getProvider(TokenIntrospectionProvider.class, hint) == null) {
            form.remove(HINT);
        }
    }
}
