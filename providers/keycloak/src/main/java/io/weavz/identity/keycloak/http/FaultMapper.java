package io.weavz.identity.keycloak.http;

import io.weavz.identity.access.registry.DuplicateException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.error.KeycloakErrorHandler;

/** A fault on one of our paths: 503 when the database cannot be asked, else 500; the cause goes to the log alone. */
@Provider
public final class FaultMapper implements ExceptionMapper<RuntimeException> {

    private static final Logger LOG = Logger.getLogger(FaultMapper.class);

    @Context
    KeycloakSession session;

    @Override
    public Response toResponse(RuntimeException fault) {
        boolean oauths = OurPaths.areOauths(session);
        if (!oauths && !OurPaths.contain(session)) {
            return KeycloakErrorHandler.getResponse(session, fault);
        }
        if (fault instanceof DuplicateException) {
            return ProblemMapper.answer(session, Problem.of(ApiError.DUPLICATE));
        }
        if (fault instanceof UnavailableException) {
            // Thousands a second while the database is away, of which the log has told once.
            LOG.debugf("Request refused: %s", fault.getMessage());
        } else if (isPassing(fault)) {
            LOG.warnf("Request refused: %s", fault.getMessage());
        } else {
            LOG.errorf(fault, "Request failed");
        }
        if (oauths) {
            return OauthProblemMapper.answer(session, OauthProblem.ofStatus(isPassing(fault) ? 503 : 500));
        }
        return ProblemMapper.answer(
                session, Problem.of(isPassing(fault) ? ApiError.UNAVAILABLE : ApiError.INTERNAL_ERROR));
    }

    /**
     * A commit that the database cut off names the cause only among what it suppresses. Of a statement that it cut off, or
     * for which there was no connection, Keycloak keeps the first cause alone: the end of a stream, or of a wait.
     */
    static boolean isPassing(Throwable fault) {
        return fault instanceof SQLException
                || fault instanceof IOException
                || fault instanceof TimeoutException
                || fault instanceof UnavailableException
                || Stream.concat(Stream.ofNullable(fault.getCause()), Stream.of(fault.getSuppressed()))
                        .anyMatch(FaultMapper::isPassing);
    }
}
