package io.weavz.identity.keycloak.http;

import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.plan.Allowance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/** Says on every answer to a request that was counted, whatever became of it, what is left of its rate limit. */
@Provider
public final class RateLimitHeaders implements ContainerResponseFilter {

    private static final String NOTE = "weavz.allowance";

    @Context
    KeycloakSession session;

    /** Keeps for the answer what the decision has found. */
    public static void note(KeycloakSession session, Decision decision) {
        decision.allowance().ifPresent(allowance -> session.setAttribute(NOTE, allowance));
    }

    /** The headers of a decision; none where nothing was counted. */
    public static Map<String, String> of(Decision decision) {
        return decision.allowance().map(RateLimitHeaders::of).orElse(Map.of());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Allowance allowance = session.getAttribute(NOTE, Allowance.class);
        if (allowance != null) {
            of(allowance).forEach(response.getHeaders()::putSingle);
        }
    }

    /** {@code X-RateLimit-Reset} is the Unix time, in seconds, at which the whole limit is there again. */
    static Map<String, String> of(Allowance allowance) {
        return Map.of(
                "X-RateLimit-Limit", String.valueOf(allowance.limit()),
                "X-RateLimit-Remaining", String.valueOf(allowance.remaining()),
                "X-RateLimit-Reset", String.valueOf(seconds(Duration.between(Instant.EPOCH, allowance.resetsAt()))));
    }

    /** Rounded up: at the second that is told, it is so. */
    static long seconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
