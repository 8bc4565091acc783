package io.weavz.identity.access.lookup;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A credential that exists, with everything that a decision asks about it.
 *
 * @param id of the credential, or of the session
 * @param person the user behind a session; a machine speaks as the service user of the organization it acts for
 * @param mcp the only MCP server that the credential is good for
 * @param endUser the end user on whose behalf it speaks
 * @param expiresAt the first instant at which it is not good any more
 * @param rateLimit its own limit beside that of its organization, requests a minute
 */
public record KnownCredential(
        String id,
        AuthMethod method,
        Standing standing,
        Optional<Subject> person,
        Set<String> scopes,
        Optional<McpBinding> mcp,
        Optional<EndUserBinding> endUser,
        boolean enabled,
        Instant issuedAt,
        Optional<Instant> expiresAt,
        Optional<Integer> rateLimit) {

    /** A credential without a limit of its own. */
    public KnownCredential(
            String id,
            AuthMethod method,
            Standing standing,
            Optional<Subject> person,
            Set<String> scopes,
            Optional<McpBinding> mcp,
            Optional<EndUserBinding> endUser,
            boolean enabled,
            Instant issuedAt,
            Optional<Instant> expiresAt) {
        this(id, method, standing, person, scopes, mcp, endUser, enabled, issuedAt, expiresAt, Optional.empty());
    }

    /** The same credential with an earlier end. */
    public KnownCredential endingAt(Instant end) {
        return new KnownCredential(
                id, method, standing, person, scopes, mcp, endUser, enabled, issuedAt, Optional.of(end), rateLimit);
    }

    /** The only server that an MCP token is good for, and the state of what stands above it. */
    public record McpBinding(String serverId, String workspaceId, boolean live, boolean modeAllows) {}

    /** An end user and whether the organization lets it in. */
    public record EndUserBinding(String id, String externalId, boolean enabled) {}
}
