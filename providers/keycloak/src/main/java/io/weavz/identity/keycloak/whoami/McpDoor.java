package io.weavz.identity.keycloak.whoami;

import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.DenialReason;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.RateLimitHeaders;
import io.weavz.identity.keycloak.http.Refusals;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.McpAddress;
import io.weavz.identity.keycloak.journey.PublicUrls;
import io.weavz.identity.keycloak.journey.RequestHeaders;
import io.weavz.identity.keycloak.journey.RequestReader;
import io.weavz.identity.keycloak.journey.TrustedOrigins;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Lets a request in at the address of one MCP server, by the decision that a gateway before it would get at verify. */
final class McpDoor {

    private final KeycloakSession session;
    private final Journey journey;
    private final RequestHeaders headers;
    private final McpPath path;

    McpDoor(KeycloakSession session, McpPath path) {
        this.session = session;
        this.journey = Journey.of(session);
        this.headers = RequestHeaders.of(session.getContext().getHttpRequest().getHttpHeaders());
        this.path = path;
    }

    /** @throws Problem 401, 403 or 429 */
    Principal admit() {
        requireTrustedOrigin();
        Decision decision = journey.decide(new AccessRequest(
                Door.VERIFY,
                RequestReader.read(session),
                RequestReader.organization(headers).stream().toList(),
                Optional.of(path.serverId()),
                true));
        RateLimitHeaders.note(session, decision);
        if (decision instanceof Decision.Granted granted) {
            return granted.principal();
        }
        throw refusal((Decision.Refused) decision);
    }

    /** A page whose name leads to this address (DNS rebinding) says so itself; other clients are no pages. */
    private void requireTrustedOrigin() {
        List<String> origins = headers.values("Origin");
        boolean trusted = origins.isEmpty()
                || origins.size() == 1 && TrustedOrigins.of(session).contains(origins.get(0));
        if (!trusted) {
            throw Problem.of(ApiError.FORBIDDEN);
        }
    }

    /** A scope is what clients sign in again for, so it is spoken of only where that would help. */
    private Problem refusal(Decision.Refused refused) {
        return switch (refused.reason().kind()) {
            case FORBIDDEN -> Problem.of(Refusals.of(refused.reason()));
            case UNAUTHENTICATED -> unauthorized(refused.reason());
            case LIMITED -> Problem.of(refused, journey.settings().rateLimitedStatus());
        };
    }

    Problem scopeMissing() {
        Problem problem = Problem.of(ApiError.SCOPE_DENIED)
                .saying("error", "insufficient_scope")
                .saying("scope", WhoamiServer.SCOPE);
        return isDiscoverable() ? discoverable(problem) : problem;
    }

    private Problem unauthorized(DenialReason reason) {
        Problem problem = Problem.of(reason);
        return isDiscoverable() ? discoverable(problem.saying("scope", WhoamiServer.SCOPE)) : problem;
    }

    /** A client that has a static token must find no sign-in, or it would take the token there. */
    private boolean isDiscoverable() {
        return path.oauth()
                && new McpAddress(path.serverId()).openServer(session).isPresent();
    }

    private Problem discoverable(Problem problem) {
        return problem.saying("resource_metadata", PublicUrls.of(session).mcpMetadata(path.serverId()));
    }
}
