package io.weavz.identity.keycloak.organizations;

import io.weavz.identity.access.registry.Organization;
import java.time.Instant;

/** An organization on the wire. */
record OrganizationView(
        String id, String name, String slug, String plan, boolean enabled, Instant createdAt, Instant updatedAt) {

    static OrganizationView of(Organization organization) {
        return new OrganizationView(
                organization.id(),
                organization.name(),
                organization.slug(),
                organization.plan().wireName(),
                organization.enabled(),
                organization.createdAt(),
                organization.updatedAt());
    }
}
