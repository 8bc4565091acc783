package io.weavz.identity.access.registry;

import io.weavz.identity.access.plan.Plan;
import java.time.Instant;

/**
 * An organization as a decision sees it.
 *
 * @param id opaque text, Keycloak's id of the organization
 * @param enabled false while Keycloak or an administrator has it disabled
 * @param serviceUserId the hidden user who is the subject of the organization's keys
 */
public record Organization(
        String id,
        String name,
        String slug,
        Plan plan,
        boolean enabled,
        String serviceUserId,
        Instant createdAt,
        Instant updatedAt) {

    /** The same organization under another name. */
    public Organization named(String newName, String newSlug, Instant now) {
        return new Organization(id, newName, newSlug, plan, enabled, serviceUserId, createdAt, now);
    }

    /** The same organization on another plan. */
    public Organization on(Plan newPlan, Instant now) {
        return new Organization(id, name, slug, newPlan, enabled, serviceUserId, createdAt, now);
    }

    public boolean isNamed(String idOrSlug) {
        return id.equals(idOrSlug) || slug.equals(idOrSlug);
    }
}
