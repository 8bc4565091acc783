package io.weavz.identity.keycloak.introspection;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;

/**
 * Lets an introspection request through whatever its {@code token_type_hint} is. RFC 7662, section 2.1, lets a server
 * ignore a hint that it does not know; Keycloak would answer 400.
 */
@Provider
public final class UnknownHintFilter implements ContainerRequestFilter {

    private static final String ENDPOINT = "/protocol/openid-connect/token/introspect";

    @Context
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().endsWith(ENDPOINT)) {
            session.getContext()
                    .setHttpRequest(new RequestWithoutUnknownHint(
                            session, session.getContext().getHttpRequest()));
        }
    }
}
