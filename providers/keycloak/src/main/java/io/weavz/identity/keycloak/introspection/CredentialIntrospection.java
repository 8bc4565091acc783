package io.weavz.identity.keycloak.introspection;

import io.weavz.identity.access.credential.CredentialReader;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.DenialReason;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.McpAddress;
import io.weavz.identity.keycloak.journey.MintedToken;
import io.weavz.identity.keycloak.journey.RequestReader;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/**
 * RFC 7662 for our credentials and for the tokens minted from them; every other token goes to Keycloak's own provider.
 * A service key is told with the organization of {@code X-Org-ID}, or without any.
 */
final class CredentialIntrospection implements TokenIntrospectionProvider {

    private static final Map<String, Object> INACTIVE = Map.of("active", false);

    private final KeycloakSession session;
    private final TokenIntrospectionProvider keycloaks;

    CredentialIntrospection(KeycloakSession session, TokenIntrospectionProvider keycloaks) {
        this.session = session;
        this.keycloaks = keycloaks;
    }

    @Override
    public Response introspect(String token, EventBuilder event) {
        Optional<PresentedCredential> presented = CredentialReader.ofToken(token);
        if (presented.isPresent() && presented.get() instanceof PresentedCredential.Opaque) {
            return answer(opaque(presented.get()), event);
        }
        if (presented.isPresent()) {
            Optional<AccessToken> minted = MintedToken.verify(session, token);
            if (minted.isPresent()) {
                return answer(minted(minted.get()), event);
            }
            // Keycloak would ask for a client of this audience, and there is none.
            return isForMcpServer(token) ? answer(opaque(presented.get()), event) : keycloaks.introspect(token, event);
        }
        return answer(INACTIVE, event);
    }

    private boolean isForMcpServer(String token) {
        AccessToken claims = session.tokens().decode(token, AccessToken.class);
        return claims != null
                && claims.getAudience() != null
                && claims.getAudience().length == 1
                && McpAddress.of(session, claims.getAudience()[0]).isPresent();
    }

    private Map<String, Object> opaque(PresentedCredential credential) {
        Decision decision = Journey.of(session)
                .decide(new AccessRequest(
                        Door.INTROSPECTION,
                        new Reading.Presented(credential),
                        RequestReader.organization(
                                        session.getContext().getHttpRequest().getHttpHeaders())
                                .stream()
                                .toList(),
                        Optional.empty()));
        IntrospectionClaims claims = new IntrospectionClaims(session);
        if (decision instanceof Decision.Granted granted) {
            return claims.of(granted.principal());
        }
        Decision.Refused refused = (Decision.Refused) decision;
        return refused.reason() == DenialReason.ORGANIZATION_NOT_NAMED
                ? claims.ofServiceKey(refused.credential().orElseThrow())
                : INACTIVE;
    }

    private Map<String, Object> minted(AccessToken token) {
        String organizationId = String.valueOf(token.getOtherClaims().get("org_id"));
        Decision decision =
                Journey.of(session).decideAgain(MintedToken.credentialId(token).orElseThrow(), organizationId);
        return decision instanceof Decision.Granted granted
                ? new IntrospectionClaims(session).ofMinted(token, granted.principal())
                : INACTIVE;
    }

    private static Response answer(Map<String, Object> claims, EventBuilder event) {
        if (claims == INACTIVE) {
            event.error(Errors.INVALID_TOKEN);
        } else {
            event.success();
        }
        return Response.ok(Json.write(claims), MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }

    @Override
    public void close() {}
}
