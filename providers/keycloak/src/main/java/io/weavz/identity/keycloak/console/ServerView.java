package io.weavz.identity.keycloak.console;

import io.weavz.identity.access.registry.McpServer;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An MCP server as administrators see it, without the settings of its organization. */
record ServerView(
        String id,
        String name,
        String organizationId,
        Optional<String> organizationSlug,
        String workspaceId,
        String authMode,
        boolean suspended,
        Instant createdAt) {

    static ServerView of(McpServer server, Map<String, String> slugs) {
        return new ServerView(
                server.id(),
                server.name(),
                server.organizationId(),
                Optional.ofNullable(slugs.get(server.organizationId())),
                server.workspaceId(),
                server.authMode().name().toLowerCase(Locale.ROOT),
                server.suspended(),
                server.createdAt());
    }
}
