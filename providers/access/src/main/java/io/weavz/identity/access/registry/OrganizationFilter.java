package io.weavz.identity.access.registry;

import io.weavz.identity.access.plan.Plan;
import java.util.Optional;

/**
 * Which organizations are asked for; what is absent does not matter.
 *
 * @param search part of the name or the slug, in any case, or the beginning of the id
 */
public record OrganizationFilter(
        Optional<String> slug, Optional<String> search, Optional<Plan> plan, Optional<Boolean> enabled) {}
