package io.weavz.identity.access.registry;

import io.weavz.identity.access.plan.Plan;

/** What an organization is made from. */
public record NewOrganization(String name, String slug, Plan plan) {}
