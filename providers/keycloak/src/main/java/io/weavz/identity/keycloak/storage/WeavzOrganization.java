package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.plan.Plan;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/** What we keep beside Keycloak's organization of the same id. */
@Entity
@DynamicUpdate
@Table(name = "WEAVZ_ORGANIZATION")
public class WeavzOrganization {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "NAME")
    String name;

    @Column(name = "SLUG")
    String slug;

    @Column(name = "PLAN")
    @Enumerated(EnumType.STRING)
    Plan plan;

    @Column(name = "ENABLED")
    boolean enabled;

    @Column(name = "SERVICE_USER_ID")
    String serviceUserId;

    @Column(name = "LOGO")
    String logo;

    @Column(name = "METADATA")
    String metadata;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "UPDATED_AT")
    long updatedAt;
}
