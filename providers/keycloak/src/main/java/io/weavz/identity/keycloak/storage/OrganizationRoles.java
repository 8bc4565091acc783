package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.Role;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/** The roles of members: groups of Keycloak's organization, so that its console shows and changes them too. */
final class OrganizationRoles {

    private final OrganizationProvider organizations;

    OrganizationRoles(OrganizationProvider organizations) {
        this.organizations = organizations;
    }

    void create(OrganizationModel organization) {
        for (Role role : Role.values()) {
            group(organization, role);
        }
    }

    /** The mightiest group a member is in; a member of none is a plain member. */
    Role of(OrganizationModel organization, UserModel user) {
        return organizations
                .getOrganizationGroupsByMember(organization, user)
                .flatMap(group -> Role.ofWireName(group.getName()).stream())
                .min(Role::compareTo)
                .orElse(Role.MEMBER);
    }

    void assign(OrganizationModel organization, UserModel user, Role role) {
        for (Role each : Role.values()) {
            GroupModel group = group(organization, each);
            if (each == role) {
                user.joinGroup(group);
            } else if (user.isMemberOf(group)) {
                user.leaveGroup(group);
            }
        }
    }

    private GroupModel group(OrganizationModel organization, Role role) {
        try (Stream<GroupModel> groups =
                organizations.searchGroupsByName(organization, role.wireName(), true, null, null)) {
            Optional<GroupModel> existing = groups.findFirst();
            return existing.orElseGet(() -> organizations.createGroup(organization, role.wireName(), null));
        }
    }
}
