package io.weavz.identity.access.registry;

import java.time.Instant;

/** A project of an organization; the wire calls it workspace. */
public record Workspace(
        String id,
        String organizationId,
        String name,
        String slug,
        boolean suspended,
        Instant createdAt,
        Instant updatedAt) {}
