package io.weavz.identity.access.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The organizations of the realm: Keycloak's own, with slug, plan and state beside them. */
public interface Organizations {

    Optional<Organization> find(String idOrSlug);

    boolean hasSlug(String slug);

    Page<Organization> list(Slice slice, OrganizationFilter filter);

    /** Makes the organization, its roles and its service user. */
    Organization create(NewOrganization organization);

    /**
     * Writes name, slug and plan.
     *
     * @param change takes the organization as it is now, which nobody else changes until this request ends
     * @return what it is then; absent when it is gone
     */
    Optional<Organization> update(String id, UnaryOperator<Organization> change);

    OrganizationProfile profile(String id);

    void setProfile(String id, OrganizationProfile profile);

    /** Sets our own switch; Keycloak's, which counts too, stays as it is. */
    void setEnabled(String id, boolean enabled);

    /** Removes it with everything that hangs on it. */
    void remove(String id);

    List<Member> members(String organizationId);

    long countMembers(String organizationId);

    Optional<Member> member(String organizationId, String userId);

    /**
     * Lets nobody else change the members or keys until this request ends: what is read and counted after it stays so.
     *
     * @return the organization as it is now; absent when it is gone
     */
    Optional<Organization> lock(String organizationId);

    /** Whether the organization would be without an owner if this member were none. */
    default boolean isLastOwner(String organizationId, String userId) {
        List<String> owners = members(organizationId).stream()
                .filter(member -> member.role() == Role.OWNER)
                .map(Member::userId)
                .toList();
        return owners.equals(List.of(userId));
    }

    /** The organizations in which the user is a member. */
    List<Membership> membershipsOf(String userId);

    boolean userExists(String userId);

    /** Makes the user a member, or gives a member another role. */
    void putMember(String organizationId, String userId, Role role);

    void removeMember(String organizationId, String userId);
}
