package io.weavz.identity.keycloak.introspection;

import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.MintedToken;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import io.weavz.identity.keycloak.journey.PublicUrls;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/**
 * The members of an active answer, RFC 7662 section 2.2. {@code exp} is always an integer and never far away, since
 * clients cache until then; {@code scope} is left out when empty, since clients make a scope of the empty text.
 */
final class IntrospectionClaims {

    private final KeycloakSession session;
    private final Journey journey;

    IntrospectionClaims(KeycloakSession session) {
        this.session = session;
        this.journey = Journey.of(session);
    }

    Map<String, Object> of(Principal principal) {
        Map<String, Object> claims = active(
                principal.subject().id(),
                principal.subject().username(),
                PrincipalClaims.audience(PublicUrls.of(session), principal),
                principal.issuedAt(),
                expiry(principal.expiresAt()),
                principal.credentialId());
        return with(claims, principal);
    }

    /** A service key without an organization: known and good, standing for nobody yet. */
    Map<String, Object> ofServiceKey(KnownCredential key) {
        Map<String, Object> claims = active(
                key.id(),
                key.id(),
                List.of(PrincipalClaims.API_AUDIENCE),
                key.issuedAt(),
                expiry(key.expiresAt()),
                key.id());
        claims.put(PrincipalClaims.AUTH_METHOD, key.method().wireName());
        claims.put(PrincipalClaims.CREDENTIAL_ID, key.id());
        return claims;
    }

    Map<String, Object> ofMinted(AccessToken token, Principal principal) {
        Map<String, Object> claims = active(
                token.getSubject(),
                principal.subject().username(),
                List.of(token.getAudience()),
                Instant.ofEpochSecond(token.getIat()),
                expiry(Optional.of(Instant.ofEpochSecond(token.getExp()))),
                token.getId());
        return with(claims, principal);
    }

    private Map<String, Object> with(Map<String, Object> claims, Principal principal) {
        if (!principal.scopes().isEmpty()) {
            claims.put("scope", PrincipalClaims.scope(principal));
        }
        claims.putAll(PrincipalClaims.of(principal));
        return claims;
    }

    private Map<String, Object> active(
            String subject, String username, List<String> audience, Instant issuedAt, Instant expiresAt, String id) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("active", true);
        claims.put("sub", subject);
        claims.put("username", username);
        claims.put("client_id", PrincipalClaims.API_AUDIENCE);
        claims.put("aud", audience);
        claims.put("iss", MintedToken.issuer(session));
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("exp", expiresAt.getEpochSecond());
        claims.put("token_type", "Bearer");
        claims.put("jti", id);
        return claims;
    }

    private Instant expiry(Optional<Instant> expiresAt) {
        Instant latest = journey.now().plus(journey.settings().introspectionWindow());
        return expiresAt.filter(latest::isAfter).orElse(latest);
    }
}
