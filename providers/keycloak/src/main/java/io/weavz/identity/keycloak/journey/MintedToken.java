package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.decision.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.util.TokenUtil;

/**
 * A short-lived JWT (RFC 9068) that says who is calling, signed with the realm's key: for APIs that verify offline. It
 * is no credential: our doors take it nowhere but in introspection.
 */
public final class MintedToken {

    private MintedToken() {}

    /** When a token minted now ends: after the configured life, and never after its credential. */
    public static Instant expiry(Journey journey, Principal principal) {
        Instant latest = journey.now().plus(life(journey));
        return principal.expiresAt().filter(latest::isAfter).orElse(latest);
    }

    private static Duration life(Journey journey) {
        return journey.settings().jwtLifetime();
    }

    /**
     * @param authorizedParty the client that asked, or nothing
     */
    public static String mint(
            KeycloakSession session, Principal principal, List<String> audience, Optional<String> authorizedParty) {
        Journey journey = Journey.of(session);
        AccessToken token = new AccessToken();
        token.id(UUID.randomUUID().toString());
        token.type(TokenUtil.TOKEN_TYPE_BEARER);
        token.issuer(issuer(session));
        token.subject(principal.subject().id());
        token.audience(audience.toArray(String[]::new));
        token.iat(journey.now().getEpochSecond());
        token.exp(expiry(journey, principal).getEpochSecond());
        authorizedParty.ifPresent(token::issuedFor);
        if (!principal.scopes().isEmpty()) {
            token.setScope(PrincipalClaims.scope(principal));
        }
        PrincipalClaims.of(principal).forEach(token::setOtherClaims);
        return session.tokens().encode(token);
    }

    /** A token for its own audience, the same one again for half of its life while nothing changes about the principal. */
    public static String remembered(KeycloakSession session, Principal principal) {
        Journey journey = Journey.of(session);
        DoorContext door = journey.door();
        List<String> audience = PrincipalClaims.audience(door.urls(), principal);
        return journey.token(name(door, principal), () -> {
            Instant now = journey.now();
            Duration left = Duration.between(now, expiry(journey, principal));
            return new Finding<>(
                    Optional.of(mint(session, principal, audience, Optional.empty())),
                    Set.of(principal.organization().id(), principal.subject().id(), principal.credentialId()),
                    now.plus(left.dividedBy(2)));
        });
    }

    /**
     * Who, for which organization, for whom, by whom: what makes a remembered token the right one. The clients of one
     * sign-in have one credential id between them, each its own scopes and its own end.
     */
    public static String name(DoorContext door, Principal principal) {
        return String.join(
                " ",
                principal.credentialId(),
                principal.method().wireName(),
                principal.expiresAt().map(Instant::toString).orElse(""),
                String.join(",", new TreeSet<>(principal.scopes())),
                principal.organization().id(),
                String.join(",", PrincipalClaims.audience(door.urls(), principal)),
                door.issuer());
    }

    /** The token, if it is one of ours with a good signature and not expired. */
    public static Optional<AccessToken> verify(KeycloakSession session, String jwt) {
        AccessToken token = session.tokens().decode(jwt, AccessToken.class);
        boolean ours = token != null
                && issuer(session).equals(token.getIssuer())
                && TokenUtil.TOKEN_TYPE_BEARER.equals(token.getType())
                && token.getSessionId() == null
                && credentialId(token).isPresent()
                && token.getExp() != null
                && Journey.of(session).now().getEpochSecond() < token.getExp();
        return ours ? Optional.of(token) : Optional.empty();
    }

    public static Optional<String> credentialId(AccessToken token) {
        return Optional.ofNullable(token.getOtherClaims().get(PrincipalClaims.CREDENTIAL_ID))
                .map(Object::toString);
    }

    public static String issuer(KeycloakSession session) {
        return Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
    }
}
