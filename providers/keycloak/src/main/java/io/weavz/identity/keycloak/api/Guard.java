package io.weavz.identity.keycloak.api;

import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.decision.Identification;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.RateLimitHeaders;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import io.weavz.identity.keycloak.journey.PlatformCall;
import io.weavz.identity.keycloak.journey.RequestReader;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;

/** Lets a request in, or ends it: behind the guard, who calls is known. */
final class Guard {

    private final KeycloakSession session;

    Guard(KeycloakSession session) {
        this.session = session;
    }

    /**
     * @param inPath the organization that the path names; it must be the same as that of {@code X-Org-ID}
     */
    OrganizationCall organization(Optional<String> inPath) {
        HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
        List<String> named = Stream.concat(inPath.stream(), RequestReader.organization(headers).stream())
                .toList();
        Decision decision = Journey.of(session).decide(request(named));
        RateLimitHeaders.note(session, decision);
        if (decision instanceof Decision.Granted granted) {
            return new OrganizationCall(session, Journey.of(session), granted.principal());
        }
        throw Problem.of(
                (Decision.Refused) decision, Journey.of(session).settings().rateLimitedStatus());
    }

    PlatformCall platform() {
        Identification identification = Journey.of(session).identify(request(List.of()));
        if (identification instanceof Identification.Known known) {
            return new PlatformCall(session, Journey.of(session), known.credential());
        }
        throw Problem.of(((Decision.Refused) identification).reason());
    }

    private AccessRequest request(List<String> organizations) {
        return new AccessRequest(
                Door.REST,
                RequestReader.read(session),
                organizations,
                Optional.empty(),
                RequestReader.cookieMayCount(session));
    }
}
