package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.http.OurPaths;
import io.weavz.identity.keycloak.journey.CrossOrigin;
import io.weavz.identity.keycloak.journey.TrustedOrigins;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;

/** Adds {@link CrossOrigin} to every answer of ours. */
@Provider
public final class CrossOriginFilter implements ContainerResponseFilter {

    @Context
    KeycloakSession session;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!OurPaths.contain(session)) {
            return;
        }
        response.getHeaders().add("Vary", CrossOrigin.VARY);
        String origin = request.getHeaderString("Origin");
        if (origin != null && session.getContext().getRealm() != null) {
            CrossOrigin.headers(TrustedOrigins.of(session), origin).forEach(response.getHeaders()::putSingle);
        }
    }
}
