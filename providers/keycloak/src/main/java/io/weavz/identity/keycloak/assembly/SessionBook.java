package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.SessionSigner;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.PlatformRole;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.lookup.Subject;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.keycloak.journey.ActiveOrganization;
import io.weavz.identity.keycloak.journey.Finding;
import io.weavz.identity.keycloak.journey.LiveSessions;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import io.weavz.identity.keycloak.storage.StoredSessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager.BearerTokenAuthenticator;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * Knows the person behind a session, by either of its carriers: the cookie, or a Keycloak access token of the realm
 * whose audience is our API or one MCP server. Keycloak checks signature, life and session; tokens that stand for one of our credentials
 * are no session.
 */
final class SessionBook {

    private static final Duration LIFE = Duration.ofSeconds(30);

    private final KeycloakSession session;
    private final Supplier<Organizations> organizations;
    private final SessionSigner signer;
    private final Clock clock;

    SessionBook(KeycloakSession session, Supplier<Organizations> organizations, SessionSigner signer, Clock clock) {
        this.session = session;
        this.organizations = organizations;
        this.signer = signer;
        this.clock = clock;
    }

    Finding<KnownCredential> find(PresentedCredential.SessionCookie presented) {
        return passing(signer.handle(presented.secret()).flatMap(this::ofSession));
    }

    /** Sessions slide and end by themselves, so they are looked up often; one that is not live may be so again. */
    private Finding<KnownCredential> passing(Optional<KnownCredential> known) {
        return known.map(session ->
                        new Finding<>(known, subjects(session), clock.instant().plus(LIFE)))
                .orElseGet(() -> Finding.forgettable(known));
    }

    private static Set<String> subjects(KnownCredential session) {
        Standing.AsMember member = (Standing.AsMember) session.standing();
        return Stream.concat(
                        session.person().stream().map(Subject::id),
                        member.memberships().stream()
                                .map(membership -> membership.organization().id()))
                .collect(Collectors.toSet());
    }

    private Optional<KnownCredential> ofSession(String handle) {
        LiveSessions live = LiveSessions.of(session);
        return live.find(handle).filter(this::isStored).map(found -> {
            live.touch(found, clock.instant());
            return known(
                    found.getId(),
                    found.getUser(),
                    ActiveOrganization.chosen(found),
                    Instant.ofEpochSecond(found.getStarted()),
                    live.expiry(found));
        });
    }

    private boolean isStored(UserSessionModel found) {
        return StoredSessions.contain(session, found);
    }

    Finding<KnownCredential> find(PresentedCredential.AccessToken presented) {
        AuthResult result = new BearerTokenAuthenticator(session)
                .setTokenString(presented.secret().reveal())
                .authenticate();
        boolean isPersons = result != null
                && result.user().isEnabled()
                && (result.session() == null || isStored(result.session()))
                && !result.token().getOtherClaims().containsKey(PrincipalClaims.CREDENTIAL_ID);
        if (!isPersons) {
            return passing(Optional.empty());
        }
        return result.token().hasAudience(PrincipalClaims.API_AUDIENCE)
                ? passing(Optional.of(known(result)))
                : new McpSessionBook(session, clock).find(result);
    }

    private KnownCredential known(AuthResult result) {
        AccessToken token = result.token();
        return known(
                Optional.ofNullable(token.getSessionId()).orElseGet(token::getId),
                result.user(),
                active(token, result.session()),
                Instant.ofEpochSecond(token.getIat()),
                Instant.ofEpochSecond(token.getExp()));
    }

    /** The token's organization; a token without the claim is good for what the session has chosen. */
    private static Optional<String> active(AccessToken token, UserSessionModel userSession) {
        return Optional.ofNullable(token.getOtherClaims().get(PrincipalClaims.ORGANIZATION_ID))
                .map(Object::toString)
                .or(() -> Optional.ofNullable(userSession).flatMap(ActiveOrganization::chosen));
    }

    private KnownCredential known(
            String id, UserModel user, Optional<String> active, Instant issuedAt, Instant expiresAt) {
        return new KnownCredential(
                id,
                AuthMethod.SESSION,
                new Standing.AsMember(organizations.get().membershipsOf(user.getId()), active, platformRoles(user)),
                Optional.of(new Subject(user.getId(), user.getUsername())),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                issuedAt,
                Optional.of(expiresAt));
    }

    /** Asked of the user, not of the token: a role that was taken away counts no more. */
    private Set<PlatformRole> platformRoles(UserModel user) {
        return Arrays.stream(PlatformRole.values())
                .filter(role -> {
                    RoleModel model = session.getContext().getRealm().getRole(role.realmRole());
                    return model != null && user.hasRole(model);
                })
                .collect(Collectors.toSet());
    }
}
