package io.weavz.identity.keycloak.http;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** Answers an {@link AuthProblem} as better-auth's clients expect it, and rolls back. */
@Provider
public final class AuthProblemMapper implements ExceptionMapper<AuthProblem> {

    @Context
    KeycloakSession session;

    @Override
    public Response toResponse(AuthProblem problem) {
        return answer(session, problem);
    }

    static Response answer(KeycloakSession session, AuthProblem problem) {
        session.getTransactionManager().setRollbackOnly();
        return response(problem.error(), problem.getMessage());
    }

    /** The answer alone, for refusals that leave something behind, such as a counted failure to sign in. */
    public static Response response(AuthError error, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("message", message);
        body.put("code", error.code());
        Response.ResponseBuilder response = Response.status(error.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .entity(Json.write(body));
        if (error == AuthError.SERVICE_UNAVAILABLE) {
            response.header("Retry-After", "1");
        }
        return response.build();
    }

    /** What better-auth says to a path or a method that it does not have: 404 and nothing. */
    static Response noSuchRoute(KeycloakSession session) {
        session.getTransactionManager().setRollbackOnly();
        return Response.status(404).build();
    }
}
