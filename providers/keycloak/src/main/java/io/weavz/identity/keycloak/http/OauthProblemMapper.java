package io.weavz.identity.keycloak.http;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;

/** Answers an {@link OauthProblem}. An answer commits by itself, so the rollback is said here. */
@Provider
public final class OauthProblemMapper implements ExceptionMapper<OauthProblem> {

    @Context
    KeycloakSession session;

    @Override
    public Response toResponse(OauthProblem problem) {
        return answer(session, problem);
    }

    static Response answer(KeycloakSession session, OauthProblem problem) {
        session.getTransactionManager().setRollbackOnly();
        return problem.answer();
    }
}
