package io.weavz.identity.it.harness;

/**
 * A fresh organization with something of every kind in it.
 *
 * @param apiKey an organization-wide key, in plain text
 * @param mcpServerId without {@code srv_}
 * @param mcpToken the server's static bearer
 */
public record Organization(
        String id,
        String slug,
        String workspaceId,
        String apiKeyId,
        String apiKey,
        String mcpServerId,
        String mcpToken,
        String mcpEndpoint) {}
