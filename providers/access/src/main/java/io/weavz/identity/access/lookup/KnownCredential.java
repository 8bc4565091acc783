package io.weavz.identity.access.lookup;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A credential that exists, with everything that a decision asks about it.
 *
 * @param id of the credential, or of the session
 * @param person the user behind a session; a machine speaks as the service user of the organization it acts for
 * @param expiresAt the first instant at which it is not good any more
 */
public record KnownCredential(
        String id,
        AuthMethod method,
        String name,
        Standing standing,
        Optional<Subject> person,
        Set<String> scopes,
        Optional<McpBinding> mcp,
        boolean enabled,
        Instant issuedAt,
        Optional<Instant> expiresAt) {

    /** The only server that an MCP token is good for, and the state of what stands above it. */
    public record McpBinding(
            String serverId,
            String workspaceId,
            boolean live,
            boolean modeAllows,
            Optional<String> endUserId,
            Optional<String> endUserExternalId) {}
}
