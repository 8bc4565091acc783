package io.weavz.identity.access.lookup;

import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organization;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which organizations a credential may stand for. */
public sealed interface Standing {

    /**
     * Exactly one organization.
     *
     * @param workspaceIds the only workspaces that may be touched; absent for the whole organization
     */
    record InOne(Organization organization, Optional<Set<String>> workspaceIds) implements Standing {}

    /**
     * The organization that the request names, if it is on the Enterprise plan.
     *
     * @param allowedIds the only ones that may be named; absent for any
     */
    record InNamed(Optional<Set<String>> allowedIds) implements Standing {}

    /**
     * One of a person's organizations.
     *
     * @param activeId the one that the session has chosen
     * @param platformRoles what the person may ask of the platform itself
     */
    record AsMember(List<Membership> memberships, Optional<String> activeId, Set<PlatformRole> platformRoles)
            implements Standing {}
}
