package io.weavz.identity.keycloak.whoami;

import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.access.lookup.KnownCredential.McpBinding;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.Workspace;
import io.weavz.identity.keycloak.journey.Journey;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who is calling, in the words of the tool. */
final class Identity {

    private final Journey journey;
    private final Principal caller;
    private final McpBinding server;

    /** @param caller of an MCP server, as everybody is whom the decision lets in here */
    Identity(Journey journey, Principal caller) {
        this.journey = journey;
        this.caller = caller;
        this.server = caller.mcp().orElseThrow();
    }

    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("organization", organization());
        told.put("project", named(server.workspaceId(), projectName()));
        told.put("server", named(server.serverId(), serverName()));
        told.put("scopes", caller.scopes().stream().sorted().toList());
        told.put("subject", caller.subject().id());
        told.put("authMethod", caller.method().wireName());
        told.put("credentialId", caller.credentialId());
        caller.endUser().ifPresent(endUser -> told.put("endUserId", endUser.externalId()));
        caller.expiresAt().ifPresent(end -> told.put("expiresAt", end));
        return told;
    }

    private Map<String, Object> organization() {
        Map<String, Object> organization =
                named(caller.organization().id(), caller.organization().name());
        organization.put("slug", caller.organization().slug());
        organization.put("plan", caller.organization().plan().wireName());
        return organization;
    }

    /** Empty when it went away between the decision and this answer. */
    private String projectName() {
        return journey.workspaces()
                .find(caller.organization().id(), server.workspaceId())
                .map(Workspace::name)
                .orElse("");
    }

    private String serverName() {
        return server.serverId().equals(McpServer.BUILT_IN)
                ? "Weavz"
                : journey.mcpServers()
                        .find(caller.organization().id(), server.serverId())
                        .map(McpServer::name)
                        .orElse("");
    }

    private static Map<String, Object> named(String id, String name) {
        Map<String, Object> thing = new LinkedHashMap<>();
        thing.put("id", id);
        thing.put("name", name);
        return thing;
    }
}
