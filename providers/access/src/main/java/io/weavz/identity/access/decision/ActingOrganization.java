package io.weavz.identity.access.decision;

import io.weavz.identity.access.lookup.CredentialBook;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the organization that a request acts for: never one that the credential does not stand for. */
sealed interface ActingOrganization {

    record Found(Organization organization, Optional<Role> role, Optional<Set<String>> workspaceIds)
            implements ActingOrganization {}

    record None(DenialReason reason) implements ActingOrganization {}

    static ActingOrganization of(Standing standing, List<String> named, CredentialBook book) {
        if (standing instanceof Standing.InOne one) {
            return ofOne(one, named);
        }
        return standing instanceof Standing.InNamed any
                ? ofNamed(any, named, book)
                : ofMember((Standing.AsMember) standing, named);
    }

    private static ActingOrganization ofOne(Standing.InOne one, List<String> named) {
        return areAll(named, one.organization())
                ? new Found(one.organization(), Optional.empty(), one.workspaceIds())
                : new None(DenialReason.OTHER_ORGANIZATION);
    }

    private static ActingOrganization ofNamed(Standing.InNamed any, List<String> named, CredentialBook book) {
        if (named.isEmpty()) {
            return new None(DenialReason.ORGANIZATION_NOT_NAMED);
        }
        Optional<Organization> found = book.organization(named.get(0));
        if (found.isEmpty()) {
            return new None(DenialReason.UNKNOWN_ORGANIZATION);
        }
        Organization organization = found.get();
        if (!areAll(named, organization)) {
            return new None(DenialReason.OTHER_ORGANIZATION);
        }
        if (!any.allowedIds().map(ids -> ids.contains(organization.id())).orElse(true)) {
            return new None(DenialReason.ORGANIZATION_NOT_ALLOWED);
        }
        return organization.plan().allowsServiceKeys()
                ? new Found(organization, Optional.empty(), Optional.empty())
                : new None(DenialReason.PLAN_WITHOUT_SERVICE_KEYS);
    }

    private static boolean areAll(List<String> named, Organization organization) {
        for (String name : named) {
            if (!organization.isNamed(name)) {
                return false;
            }
        }
        return true;
    }

    private static ActingOrganization ofMember(Standing.AsMember person, List<String> named) {
        List<Membership> candidates = person.memberships().stream()
                .filter(membership -> named.isEmpty()
                        ? person.activeId()
                                .map(membership.organization().id()::equals)
                                .orElse(true)
                        : areAll(named, membership.organization()))
                .toList();
        if (candidates.size() != 1) {
            return new None(DenialReason.NOT_A_MEMBER);
        }
        Membership membership = candidates.get(0);
        return new Found(membership.organization(), Optional.of(membership.role()), Optional.empty());
    }
}
