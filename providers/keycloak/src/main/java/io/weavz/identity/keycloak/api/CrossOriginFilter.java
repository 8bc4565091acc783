package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.http.OurPaths;
import io.weavz.identity.keycloak.journey.TrustedOrigins;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;

/**
 * Lets pages of trusted origins call our paths with their cookies (the Fetch standard's CORS protocol). For any other
 * origin nothing is said, and its browser keeps the answer from it.
 */
@Provider
public final class CrossOriginFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Authorization, Content-Type, X-Org-ID, X-Service-Key, X-Weavz-Source, X-Requested-With";
    private static final String EXPOSED =
            "Location, Retry-After, X-Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";

    @Context
    KeycloakSession session;

    /** Answers the preflight of a trusted page; below {@code /api/auth} there is no other OPTIONS. */
    @Override
    public void filter(ContainerRequestContext request) {
        if (!"OPTIONS".equals(request.getMethod()) || !OurPaths.contain(session)) {
            return;
        }
        boolean preflight = request.getHeaderString("Access-Control-Request-Method") != null;
        if (preflight && isTrusted(request)) {
            request.abortWith(Response.noContent()
                    .header("Access-Control-Allow-Methods", METHODS)
                    .header("Access-Control-Allow-Headers", HEADERS)
                    .header("Access-Control-Max-Age", 600)
                    .build());
        } else if (OurPaths.areAuth(session)) {
            request.abortWith(Response.status(404).build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (OurPaths.contain(session)) {
            response.getHeaders().add("Vary", "Origin");
            if (isTrusted(request)) {
                response.getHeaders().putSingle("Access-Control-Allow-Origin", request.getHeaderString("Origin"));
                response.getHeaders().putSingle("Access-Control-Allow-Credentials", "true");
                response.getHeaders().putSingle("Access-Control-Expose-Headers", EXPOSED);
            }
        }
    }

    /** Keycloak looks for the realm later than a preflight is answered. */
    private boolean realmIsKnown() {
        if (session.getContext().getRealm() == null) {
            session.getContext().setRealm(session.realms().getRealmByName(OurPaths.realm(session)));
        }
        return session.getContext().getRealm() != null;
    }

    private boolean isTrusted(ContainerRequestContext request) {
        String origin = request.getHeaderString("Origin");
        return origin != null
                && OurPaths.contain(session)
                && realmIsKnown()
                && TrustedOrigins.of(session).contains(origin);
    }
}
