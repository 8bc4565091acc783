package io.weavz.identity.access.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * A customer of the organization, on whose behalf an MCP token speaks.
 *
 * @param externalId the organization's own name for the person, unique in the workspace
 * @param metadata a JSON object, kept as it came
 */
public record EndUser(
        String id,
        String organizationId,
        String workspaceId,
        String externalId,
        Optional<String> displayName,
        Optional<String> email,
        String metadata,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt) {}
