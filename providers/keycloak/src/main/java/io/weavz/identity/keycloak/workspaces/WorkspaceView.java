package io.weavz.identity.keycloak.workspaces;

import io.weavz.identity.access.registry.Workspace;
import java.time.Instant;

/** A workspace on the wire. */
record WorkspaceView(
        String id, String orgId, String name, String slug, boolean suspended, Instant createdAt, Instant updatedAt) {

    static WorkspaceView of(Workspace workspace) {
        return new WorkspaceView(
                workspace.id(),
                workspace.organizationId(),
                workspace.name(),
                workspace.slug(),
                workspace.suspended(),
                workspace.createdAt(),
                workspace.updatedAt());
    }
}
