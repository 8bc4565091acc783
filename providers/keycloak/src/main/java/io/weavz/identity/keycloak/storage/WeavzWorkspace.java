package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.Workspace;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/** A row of a workspace. */
@Entity
@DynamicUpdate
@Table(name = "WEAVZ_WORKSPACE")
public class WeavzWorkspace {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "ORGANIZATION_ID")
    String organizationId;

    @Column(name = "NAME")
    String name;

    @Column(name = "SLUG")
    String slug;

    @Column(name = "SUSPENDED")
    boolean suspended;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "UPDATED_AT")
    long updatedAt;

    void set(Workspace workspace) {
        id = workspace.id();
        organizationId = workspace.organizationId();
        name = workspace.name();
        slug = workspace.slug();
        suspended = workspace.suspended();
        createdAt = workspace.createdAt().toEpochMilli();
        updatedAt = workspace.updatedAt().toEpochMilli();
    }

    Workspace get() {
        return new Workspace(
                id,
                organizationId,
                name,
                slug,
                suspended,
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(updatedAt));
    }
}
