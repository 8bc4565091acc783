package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.PlatformRole;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.lookup.Subject;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager.BearerTokenAuthenticator;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * Knows the person behind a Keycloak access token of the realm whose audience is our API. Keycloak checks the
 * signature, the life and the session; tokens that stand for one of our credentials are no session.
 */
final class AccessTokenBook {

    private final KeycloakSession session;
    private final Organizations organizations;

    AccessTokenBook(KeycloakSession session, Organizations organizations) {
        this.session = session;
        this.organizations = organizations;
    }

    Optional<KnownCredential> find(PresentedCredential.AccessToken presented) {
        AuthResult result = new BearerTokenAuthenticator(session)
                .setTokenString(presented.secret().reveal())
                .setAudience(PrincipalClaims.API_AUDIENCE)
                .authenticate();
        boolean isSession = result != null
                && result.user().isEnabled()
                && !result.token().getOtherClaims().containsKey(PrincipalClaims.CREDENTIAL_ID);
        return isSession ? Optional.of(known(result)) : Optional.empty();
    }

    private KnownCredential known(AuthResult result) {
        AccessToken token = result.token();
        UserModel user = result.user();
        return new KnownCredential(
                Optional.ofNullable(token.getSessionId()).orElseGet(token::getId),
                AuthMethod.SESSION,
                user.getUsername(),
                new Standing.AsMember(organizations.membershipsOf(user.getId()), active(token), platformRoles(user)),
                Optional.of(new Subject(user.getId(), user.getUsername())),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                Instant.ofEpochSecond(token.getIat()),
                Optional.of(Instant.ofEpochSecond(token.getExp())));
    }

    private static Optional<String> active(AccessToken token) {
        return Optional.ofNullable(token.getOtherClaims().get(PrincipalClaims.ORGANIZATION_ID))
                .map(Object::toString);
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
