package io.weavz.identity.keycloak.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.error.KeycloakErrorHandler;

/** Gives 404, 405, 406 and 415 of the routing our shape on our paths, and leaves Keycloak's paths to Keycloak. */
@Provider
public final class HttpErrorMapper implements ExceptionMapper<WebApplicationException> {

    @Context
    KeycloakSession session;

    @Override
    public Response toResponse(WebApplicationException exception) {
        Response original = exception.getResponse();
        if (OurPaths.areAuth(session) && original.hasEntity()) {
            return original;
        }
        boolean oauths = OurPaths.areOauths(session);
        if (!oauths && !OurPaths.contain(session)) {
            return original.hasEntity() ? original : KeycloakErrorHandler.getResponse(session, exception);
        }
        Response answer = oauths
                ? OauthProblemMapper.answer(session, OauthProblem.ofStatus(original.getStatus()))
                : ProblemMapper.answer(session, Problem.of(error(original.getStatus())));
        String allow = original.getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    private static ApiError error(int status) {
        return switch (status) {
            case 401 -> ApiError.UNAUTHORIZED;
            case 403 -> ApiError.FORBIDDEN;
            case 404 -> ApiError.NOT_FOUND;
            case 405 -> ApiError.METHOD_NOT_ALLOWED;
            case 406 -> ApiError.NOT_ACCEPTABLE;
            case 413 -> ApiError.PAYLOAD_TOO_LARGE;
            case 415 -> ApiError.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ApiError.UNAVAILABLE;
            default -> status < 500 ? ApiError.VALIDATION_ERROR : ApiError.INTERNAL_ERROR;
        };
    }
}
