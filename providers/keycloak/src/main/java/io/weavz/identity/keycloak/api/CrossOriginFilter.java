package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.http.OurPaths;
import io.weavz.identity.keycloak.journey.TrustedOrigins;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;

/**
 * Lets pages of trusted origins read our answers (the Fetch standard's CORS protocol). To any other origin nothing is
 * said, and its browser keeps the answer from it.
 */
@Provider
public final class CrossOriginFilter implements ContainerResponseFilter {

    private static final String EXPOSED =
            "Location, Retry-After, X-Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";

    @Context
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!OurPaths.contain(session)) {
            return;
        }
        response.getHeaders().add("Vary", "Origin");
        String origin = request.getHeaderString("Origin");
        boolean trusted = origin != null
                && session.getContext().getRealm() != null
                && TrustedOrigins.of(session).contains(origin);
        if (trusted) {
            response.getHeaders().putSingle("Access-Control-Allow-Origin", origin);
            response.getHeaders().putSingle("Access-Control-Allow-Credentials", "true");
            response.getHeaders().putSingle("Access-Control-Expose-Headers", EXPOSED);
        }
    }
}
