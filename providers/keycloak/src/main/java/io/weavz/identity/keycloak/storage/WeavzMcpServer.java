package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.McpServer;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;

/** A row of an MCP server. */
@Entity
@DynamicUpdate
@Table(name = "WEAVZ_MCP_SERVER")
public class WeavzMcpServer {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "ORGANIZATION_ID")
    String organizationId;

    @Column(name = "WORKSPACE_ID")
    String workspaceId;

    @Column(name = "NAME")
    String name;

    @Column(name = "DESCRIPTION")
    String description;

    @Column(name = "MODE")
    @Enumerated(EnumType.STRING)
    McpServer.Mode mode;

    @Column(name = "SETTINGS", columnDefinition = "TEXT")
    String settings;

    @Column(name = "AUTH_MODE")
    @Enumerated(EnumType.STRING)
    McpServer.AuthMode authMode;

    @Column(name = "END_USER_ACCESS")
    @Enumerated(EnumType.STRING)
    McpServer.EndUserAccess endUserAccess;

    @Column(name = "CREATED_BY")
    String createdBy;

    @Column(name = "END_USER_ID")
    String endUserId;

    @Column(name = "SUSPENDED")
    boolean suspended;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "UPDATED_AT")
    long updatedAt;

    void set(McpServer server) {
        id = server.id();
        organizationId = server.organizationId();
        workspaceId = server.workspaceId();
        name = server.name();
        description = server.description().orElse(null);
        mode = server.mode();
        settings = server.settings();
        authMode = server.authMode();
        endUserAccess = server.endUserAccess();
        createdBy = server.createdBy().orElse(null);
        endUserId = server.endUserId().orElse(null);
        suspended = server.suspended();
        createdAt = server.createdAt().toEpochMilli();
        updatedAt = server.updatedAt().toEpochMilli();
    }

    McpServer get() {
        return new McpServer(
                id,
                organizationId,
                workspaceId,
                name,
                Optional.ofNullable(description),
                mode,
                settings,
                authMode,
                endUserAccess,
                Optional.ofNullable(createdBy),
                Optional.ofNullable(endUserId),
                suspended,
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(updatedAt));
    }
}
