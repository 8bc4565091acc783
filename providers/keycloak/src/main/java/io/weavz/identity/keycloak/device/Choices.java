package io.weavz.identity.keycloak.device;

import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Slice;
import io.weavz.identity.access.registry.Workspace;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.McpAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The workspaces that a person may open to a device: those of the organizations in which the person is a member. */
final class Choices {

    /** More are not shown on one page. */
    private static final int MAX_WORKSPACES = 200;

    private final Journey journey;

    Choices(Journey journey) {
        this.journey = journey;
    }

    /**
     * @param server the made server, absent for the one that each workspace has
     */
    record Choice(Organization organization, Workspace workspace, Optional<McpServer> server) {}

    List<Choice> of(String userId, McpAddress address) {
        Optional<McpServer> server = address.madeServerId().flatMap(this::taking);
        if (server.isEmpty() && !address.isBuiltIn()) {
            return List.of();
        }
        return journey.organizations().membershipsOf(userId).stream()
                .map(Membership::organization)
                .filter(Organization::enabled)
                .flatMap(organization -> workspaces(organization, server))
                .limit(MAX_WORKSPACES)
                .toList();
    }

    /** The choice of this workspace, if the person may make it. */
    Optional<Choice> of(String userId, McpAddress address, String workspaceId) {
        return of(userId, address).stream()
                .filter(choice -> choice.workspace().id().equals(workspaceId))
                .findFirst();
    }

    private Optional<McpServer> taking(String serverId) {
        return journey.mcpServers()
                .find(serverId)
                .filter(server -> server.authMode().allowsOauth() && !server.suspended());
    }

    private Stream<Choice> workspaces(Organization organization, Optional<McpServer> server) {
        return journey
                .workspaces()
                .list(organization.id(), new Slice(MAX_WORKSPACES, 0, false), Optional.empty())
                .items()
                .stream()
                .filter(workspace -> server.map(McpServer::workspaceId)
                        .map(workspace.id()::equals)
                        .orElse(true))
                .map(workspace -> new Choice(organization, workspace, server));
    }
}
