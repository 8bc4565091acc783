package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import java.util.Optional;

/** The organization that a person means: one they name, else the active one; never one they are no member of. */
record Selection(AuthCall call, SignedIn who) {

    /** The named organization's membership; nothing when none is named. */
    Optional<Membership> named(Optional<String> id, Optional<String> slug) {
        if (id.isPresent()) {
            return Optional.of(who.membership(id.get())
                    .orElseThrow(() -> AuthProblem.of(AuthError.USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION)));
        }
        // A slug that is nobody's and one that is somebody else's: who is no member learns no difference.
        return slug.map(name -> who.standing().memberships().stream()
                .filter(membership -> membership.organization().slug().equals(name))
                .filter(membership -> membership.organization().enabled())
                .findFirst()
                .orElseThrow(() -> AuthProblem.of(AuthError.ORGANIZATION_NOT_FOUND)));
    }

    Membership named(Optional<String> id) {
        return named(id, Optional.empty())
                .or(who::active)
                .orElseThrow(() -> AuthProblem.of(AuthError.NO_ACTIVE_ORGANIZATION));
    }

    Membership ofBody(JsonBody body) {
        return named(body.optionalText("organizationId", 255));
    }

    /** The same, if the person's role there allows the action. */
    Membership inBody(JsonBody body, String resource, String action, AuthError otherwise) {
        Membership membership = ofBody(body);
        if (!OrganizationPermission.allows(membership.role(), resource, action)) {
            throw AuthProblem.of(otherwise);
        }
        return membership;
    }
}
