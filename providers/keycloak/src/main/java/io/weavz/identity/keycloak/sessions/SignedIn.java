package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.registry.Membership;
import java.util.Optional;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** The person behind a request, and the session that says so. */
record SignedIn(UserSessionModel session, Standing.AsMember standing) {

    UserModel user() {
        return session.getUser();
    }

    /** The membership in the active organization; nothing once the person is no member or it is disabled. */
    Optional<Membership> active() {
        return standing.activeId().flatMap(this::membership);
    }

    Optional<Membership> membership(String organizationId) {
        return standing.memberships().stream()
                .filter(membership -> membership.organization().id().equals(organizationId))
                .filter(membership -> membership.organization().enabled())
                .findFirst();
    }
}
