package io.weavz.identity.keycloak.http;

import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** Answers a {@link Problem} in our shape. An answer commits by itself, so the rollback is said here. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Problem> {

    @Context
    KeycloakSession session;

    @Override
    public Response toResponse(Problem problem) {
        return answer(session, problem);
    }

    public static Response answer(KeycloakSession session, Problem problem) {
        if (OurPaths.areAuth(session)) {
            return problem.error() == ApiError.NOT_FOUND || problem.error() == ApiError.METHOD_NOT_ALLOWED
                    ? AuthProblemMapper.noSuchRoute(session)
                    : AuthProblemMapper.answer(session, AuthProblem.of(problem));
        }
        session.getTransactionManager().setRollbackOnly();
        return response(problem);
    }

    static Response response(Problem problem) {
        PlainAnswer plain = PlainAnswer.of(problem);
        Response.ResponseBuilder response = Response.status(plain.status()).entity(plain.body());
        plain.headers().forEach(response::header);
        return response.build();
    }

    static Map<String, Object> body(Problem problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", problem.error().category());
        body.put("message", problem.getMessage());
        body.put("code", problem.error().name());
        problem.details().ifPresent(details -> body.put("details", details));
        return body;
    }
}
