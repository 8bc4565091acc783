package io.weavz.identity.client;

import java.util.Optional;
import java.util.Set;

/**
 * Who is calling: ids and names, no secrets.
 *
 * @param subject the person, or the organization's service user when a key calls
 * @param authMethod {@code session}, {@code api_key}, {@code service_key}, {@code mcp_bearer} or {@code mcp_oauth}
 * @param credentialId the key, the token or the session
 * @param projectIds the only projects; empty for all of the organization: ask {@link #mayUseProject}
 * @param scopes of an MCP token
 * @param endUserId the organization's own name of the end user that a token was made for
 * @param mcpServerId the one MCP server that a token is good for
 */
public record Caller(
        String organizationId,
        String organizationSlug,
        String plan,
        String subject,
        String authMethod,
        String credentialId,
        Set<String> projectIds,
        Set<String> scopes,
        Optional<String> endUserId,
        Optional<String> mcpServerId) {

    public Caller {
        projectIds = Set.copyOf(projectIds);
        scopes = Set.copyOf(scopes);
    }

    /** Whether a project of the organization is open to this caller. */
    public boolean mayUseProject(String id) {
        return projectIds.isEmpty() || projectIds.contains(id);
    }
}
