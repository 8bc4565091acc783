package io.weavz.identity.access.registry;

import java.time.Instant;

/** That a service key acted for an organization, and when it last did. */
public record Acting(String organizationId, String slug, Instant lastActedAt) {}
