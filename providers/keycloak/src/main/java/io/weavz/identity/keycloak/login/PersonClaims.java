package io.weavz.identity.keycloak.login;

import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.journey.ActiveOrganization;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/** The claims of a person: the one organization that the session acts for, asked anew for each token. */
final class PersonClaims {

    private PersonClaims() {}

    static Map<String, Object> of(KeycloakSession session, UserSessionModel userSession) {
        if (userSession.getUser() == null || userSession.getUser().getServiceAccountClientLink() != null) {
            return Map.of();
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put(PrincipalClaims.AUTH_METHOD, AuthMethod.SESSION.wireName());
        active(session, userSession).ifPresent(organization -> {
            claims.put(PrincipalClaims.ORGANIZATION_ID, organization.id());
            claims.put(PrincipalClaims.ORGANIZATION_SLUG, organization.slug());
            claims.put(PrincipalClaims.PLAN, organization.plan().wireName());
        });
        return claims;
    }

    private static Optional<Organization> active(KeycloakSession session, UserSessionModel userSession) {
        List<Membership> memberships = Journey.of(session)
                .organizations()
                .membershipsOf(userSession.getUser().getId());
        Optional<String> chosen = ActiveOrganization.chosen(userSession);
        return memberships.stream()
                .map(Membership::organization)
                .filter(organization -> chosen.map(organization.id()::equals).orElse(memberships.size() == 1))
                .filter(Organization::enabled)
                .findFirst();
    }
}
