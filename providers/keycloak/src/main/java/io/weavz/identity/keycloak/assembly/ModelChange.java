package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.keycloak.journey.Finding;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** What code changes in Keycloak's model without an event of an administrator or a person, and whom it is about. */
record ModelChange(KeycloakSession session, Set<String> subjects) {

    static Optional<ModelChange> of(ProviderEvent event) {
        if (event instanceof UserModel.UserRemovedEvent removed) {
            return of(removed.getKeycloakSession(), removed.getUser().getId());
        }
        if (event instanceof OrganizationModel.OrganizationRemovedEvent removed) {
            return of(removed.getKeycloakSession(), removed.getOrganization().getId());
        }
        if (event instanceof OrganizationModel.OrganizationMembershipEvent member) {
            return of(
                    member.getSession(),
                    member.getOrganization().getId(),
                    member.getUser().getId());
        }
        if (event instanceof GroupModel.GroupEvent group) {
            return of(group);
        }
        return event instanceof RoleModel.RoleEvent role
                ? of(role.getKeycloakSession(), realm(role.getRealm()))
                : Optional.empty();
    }

    /**
     * Roles in an organization are groups of it. One that names no organization is being made, so that nobody is in it
     * yet, or is one of a deleted organization, of which another event tells.
     */
    private static Optional<ModelChange> of(GroupModel.GroupEvent event) {
        OrganizationModel organization = event.getGroup().getOrganization();
        if (organization == null && event.getGroup().getType() == GroupModel.Type.ORGANIZATION) {
            return Optional.empty();
        }
        return of(event.getKeycloakSession(), organization == null ? realm(event.getRealm()) : organization.getId());
    }

    private static String realm(RealmModel realm) {
        return Finding.realm(realm.getId());
    }

    private static Optional<ModelChange> of(KeycloakSession session, String... subjects) {
        return Optional.of(new ModelChange(session, Set.of(subjects)));
    }
}
