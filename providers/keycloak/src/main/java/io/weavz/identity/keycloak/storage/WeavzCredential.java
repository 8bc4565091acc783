package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.annotations.DynamicUpdate;

/** A row of an issued credential; of its secret it holds the fingerprint alone. */
@Entity
@DynamicUpdate
@Table(name = "WEAVZ_CREDENTIAL")
public class WeavzCredential {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "KIND")
    @Enumerated(EnumType.STRING)
    CredentialKind kind;

    @Column(name = "FORMAT")
    @Enumerated(EnumType.STRING)
    CredentialFormat format;

    @Column(name = "HASH")
    String hash;

    @Column(name = "PEPPER_ID")
    String pepperId;

    @Column(name = "PREVIOUS_HASH")
    String previousHash;

    @Column(name = "PREVIOUS_UNTIL")
    Long previousUntil;

    @Column(name = "DISPLAY_PREFIX")
    String displayPrefix;

    @Column(name = "NAME")
    String name;

    @Column(name = "ORGANIZATION_ID")
    String organizationId;

    @Column(name = "SERVER_ID")
    String serverId;

    @Column(name = "END_USER_ID")
    String endUserId;

    @Column(name = "WORKSPACE_ID")
    String workspaceId;

    @Column(name = "USER_ID")
    String userId;

    @Column(name = "FAMILY_ID")
    String familyId;

    @Column(name = "CLIENT_ID")
    String clientId;

    @Column(name = "SESSION_ID")
    String sessionId;

    @Column(name = "SPENT_AT")
    Long spentAt;

    @Column(name = "SCOPED")
    boolean scoped;

    @Column(name = "PERMISSIONS", columnDefinition = "TEXT")
    String permissions;

    @Column(name = "SCOPES")
    String scopes;

    @Column(name = "METADATA", columnDefinition = "TEXT")
    String metadata;

    @Column(name = "ENABLED")
    boolean enabled;

    @Column(name = "CREATED_BY")
    String createdBy;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "EXPIRES_AT")
    Long expiresAt;

    /** Written by {@link CredentialUse} alone: a change of the rest would set it back to what was read. */
    @Column(name = "LAST_USED_AT", updatable = false)
    Long lastUsedAt;

    @Column(name = "RATE_LIMIT")
    Integer rateLimit;

    @ElementCollection
    @CollectionTable(name = "WEAVZ_CREDENTIAL_WORKSPACE", joinColumns = @JoinColumn(name = "CREDENTIAL_ID"))
    @Column(name = "WORKSPACE_ID")
    Set<String> workspaceIds = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "WEAVZ_CREDENTIAL_ORGANIZATION", joinColumns = @JoinColumn(name = "CREDENTIAL_ID"))
    @Column(name = "ORGANIZATION_ID")
    Set<String> organizationIds = new HashSet<>();

    void set(CredentialRecord credential) {
        id = credential.id();
        kind = credential.kind();
        format = credential.format();
        displayPrefix = credential.displayPrefix();
        permissions = credential.permissions().orElse(null);
        scopes = credential.scopes().isEmpty() ? null : String.join(" ", credential.scopes());
        createdBy = credential.createdBy().orElse(null);
        createdAt = credential.createdAt().toEpochMilli();
        setOwner(credential.owner());
        setChangeable(credential);
    }

    void setChangeable(CredentialRecord credential) {
        name = credential.name();
        enabled = credential.enabled();
        metadata = credential.metadata().orElse(null);
        expiresAt = credential.expiresAt().map(Instant::toEpochMilli).orElse(null);
        rateLimit = credential.rateLimit().orElse(null);
    }

    private void setOwner(Owner owner) {
        if (owner instanceof Owner.OfOrganization organization) {
            organizationId = organization.organizationId();
            scoped = organization.scoped();
            workspaceIds.addAll(organization.workspaceIds());
        } else if (owner instanceof Owner.OfPlatform platform) {
            scoped = !platform.any();
            organizationIds.addAll(platform.organizationIds());
        } else if (owner instanceof Owner.OfServer server) {
            organizationId = server.organizationId();
            serverId = server.serverId();
            endUserId = server.endUserId().orElse(null);
        } else if (owner instanceof Owner.OfEndUser endUser) {
            organizationId = endUser.organizationId();
            endUserId = endUser.endUserId();
        } else if (owner instanceof Owner.OfPerson person) {
            setPerson(person);
        }
    }

    private void setPerson(Owner.OfPerson person) {
        organizationId = person.organizationId();
        workspaceId = person.workspaceId();
        serverId = person.serverId().orElse(null);
        userId = person.userId();
        familyId = person.signIn().familyId();
        clientId = person.signIn().clientId();
        sessionId = person.signIn().sessionId();
    }

    /** The ids of what it depends on, beside its realm: its organization and its person, or itself. */
    Set<String> subjects() {
        return organizationId == null
                ? Set.of(id)
                : isPersons() ? Set.of(organizationId, userId) : Set.of(organizationId);
    }

    boolean isPersons() {
        return userId != null;
    }

    CredentialRecord get(Optional<Instant> lastUsed) {
        return new CredentialRecord(
                id,
                kind,
                format,
                displayPrefix,
                name,
                owner(),
                Optional.ofNullable(permissions),
                scopeSet(),
                Optional.ofNullable(metadata),
                enabled,
                Optional.ofNullable(createdBy),
                instant(expiresAt),
                lastUsed,
                Instant.ofEpochMilli(createdAt),
                Optional.ofNullable(rateLimit));
    }

    private Owner owner() {
        return switch (kind) {
            case API_KEY -> new Owner.OfOrganization(organizationId, scoped, scopedTo(workspaceIds));
            case SERVICE_KEY -> new Owner.OfPlatform(!scoped, scopedTo(organizationIds));
            case CONNECT_TOKEN -> new Owner.OfEndUser(organizationId, endUserId);
            case MCP_TOKEN, MCP_OAUTH_TOKEN, MCP_REFRESH_TOKEN ->
                isPersons()
                        ? new Owner.OfPerson(
                                organizationId,
                                workspaceId,
                                Optional.ofNullable(serverId),
                                userId,
                                new CredentialRecord.SignIn(familyId, clientId, sessionId))
                        : new Owner.OfServer(organizationId, serverId, Optional.ofNullable(endUserId));
        };
    }

    /** The collection is read only where it says something. */
    private Set<String> scopedTo(Set<String> ids) {
        return scoped ? Set.copyOf(ids) : Set.of();
    }

    Set<String> scopeSet() {
        return scopes == null ? Set.of() : new LinkedHashSet<>(List.of(scopes.split(" ")));
    }

    static Optional<Instant> instant(Long millis) {
        return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
    }
}
