package io.weavz.identity.access.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * An MCP server: what an {@code mcp_} token is good for.
 *
 * @param id short text without {@code srv_}
 * @param settings a JSON object, kept as it came
 * @param endUserId the end user whom a server made for one person belongs to
 */
public record McpServer(
        String id,
        String organizationId,
        String workspaceId,
        String name,
        Optional<String> description,
        Mode mode,
        String settings,
        AuthMode authMode,
        EndUserAccess endUserAccess,
        Optional<String> createdBy,
        Optional<String> endUserId,
        boolean suspended,
        Instant createdAt,
        Instant updatedAt) {

    /** The id in the address of the server that every workspace has without making one; no made id is as short. */
    public static final String BUILT_IN = "weavz";

    /** What the server offers to its clients. */
    public enum Mode {
        TOOLS,
        CODE
    }

    /** How clients of the server authenticate. */
    public enum AuthMode {
        OAUTH,
        BEARER,
        OAUTH_AND_BEARER;

        public boolean allowsBearer() {
            return this != OAUTH;
        }

        public boolean allowsOauth() {
            return this != BEARER;
        }
    }

    /** Who may complete a sign-in: end users known before, or anybody. */
    public enum EndUserAccess {
        RESTRICTED,
        OPEN
    }
}
