package io.weavz.identity.keycloak.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.keycloak.http.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** An MCP server on the wire; no token is ever here. */
record McpServerView(
        String id,
        String orgId,
        String workspaceId,
        String name,
        Optional<String> description,
        String mode,
        JsonNode settings,
        String authMode,
        String endUserAccess,
        Auth auth,
        Optional<String> createdBy,
        Optional<String> endUserId,
        boolean suspended,
        Instant createdAt,
        Instant updatedAt,
        String mcpEndpoint) {

    /** What the mode of authentication means, spelled out for clients. */
    record Auth(
            boolean oauthEnabled,
            boolean bearerEnabled,
            boolean staticBearerEnabled,
            boolean endUserBearerTokensEnabled,
            boolean accessTokensEnabled) {}

    static McpServerView of(McpServer server, String mcpEndpoint) {
        boolean bearer = server.authMode().allowsBearer();
        return new McpServerView(
                server.id(),
                server.organizationId(),
                server.workspaceId(),
                server.name(),
                server.description(),
                server.mode().name(),
                Json.stored(server.settings()),
                server.authMode().name().toLowerCase(Locale.ROOT),
                server.endUserAccess().name().toLowerCase(Locale.ROOT),
                new Auth(server.authMode().allowsOauth(), bearer, bearer, bearer, true),
                server.createdBy(),
                server.endUserId(),
                server.suspended(),
                server.createdAt(),
                server.updatedAt(),
                mcpEndpoint);
    }
}
