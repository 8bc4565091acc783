package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.Invitation;
import io.weavz.identity.access.registry.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;

/** An invitation; Keycloak's own ones know no role and only one per address. */
@Entity
@DynamicUpdate
@Table(name = "WEAVZ_INVITATION")
public class WeavzInvitation {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "ORGANIZATION_ID")
    String organizationId;

    @Column(name = "EMAIL")
    String email;

    @Column(name = "ROLE")
    @Enumerated(EnumType.STRING)
    Role role;

    @Column(name = "STATUS")
    @Enumerated(EnumType.STRING)
    Invitation.Status status;

    @Column(name = "INVITER_ID")
    String inviterId;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "EXPIRES_AT")
    long expiresAt;

    static WeavzInvitation of(Invitation invitation) {
        WeavzInvitation row = new WeavzInvitation();
        row.id = invitation.id();
        row.organizationId = invitation.organizationId();
        row.email = invitation.email();
        row.role = invitation.role();
        row.status = invitation.status();
        row.inviterId = invitation.inviterId();
        row.createdAt = invitation.createdAt().toEpochMilli();
        row.expiresAt = invitation.expiresAt().toEpochMilli();
        return row;
    }

    Invitation get() {
        return new Invitation(
                id,
                organizationId,
                email,
                role,
                status,
                inviterId,
                Instant.ofEpochMilli(createdAt),
                Instant.ofEpochMilli(expiresAt));
    }
}
