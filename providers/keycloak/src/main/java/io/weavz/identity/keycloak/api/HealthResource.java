package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.http.Answer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;

/** {@code GET /health}: 200 {@code {"status":"healthy"}} to anybody (contract, section 1). */
public final class HealthResource {

    @GET
    public Response health() {
        return Answer.ok().with("status", "healthy").build();
    }
}
