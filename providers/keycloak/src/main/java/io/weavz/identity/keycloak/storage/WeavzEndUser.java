package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.EndUser;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;

/** A row of an end user. */
@Entity
@DynamicUpdate
@Table(name = "WEAVZ_END_USER")
public class WeavzEndUser {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "ORGANIZATION_ID")
    String organizationId;

    @Column(name = "WORKSPACE_ID")
    String workspaceId;

    @Column(name = "EXTERNAL_ID")
    String externalId;

    @Column(name = "DISPLAY_NAME")
    String displayName;

    @Column(name = "EMAIL")
    String email;

    @Column(name = "METADATA", columnDefinition = "TEXT")
    String metadata;

    @Column(name = "ENABLED")
    boolean enabled;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "UPDATED_AT")
    long updatedAt;

    void set(EndUser endUser) {
        id = endUser.id();
        organizationId = endUser.organizationId();
        workspaceId = endUser.workspaceId();
        externalId = endUser.externalId();
        displayName = endUser.displayName().orElse(null);
        email = endUser.email().orElse(null);
        metadata = endUser.metadata();
        enabled = endUser.enabled();
        createdAt = endUser.createdAt().toEpochMilli();
        updatedAt = endUser.updatedAt().toEpochMilli();
    }

    EndUser get() {
        return new EndUser(
                id,
                organizationId,
                workspaceId,
                externalId,
                Optional.ofNullable(displayName),
                Optional.ofNullable(email),
                metadata,
                enabled,
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(updatedAt));
    }
}
