package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.Invitation;
import io.weavz.identity.access.registry.Invitations;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Invitations} in our own table. An organization's realm is the invitation's. */
public final class JpaInvitations implements Invitations {

    private final EntityManager entityManager;
    private final Rows<WeavzInvitation> rows;
    private final Rows<WeavzOrganization> organizations;
    private final String realmId;

    public JpaInvitations(EntityManager entityManager, String realmId) {
        this.entityManager = entityManager;
        this.rows = new Rows<>(entityManager, WeavzInvitation.class);
        this.organizations = new Rows<>(entityManager, WeavzOrganization.class);
        this.realmId = realmId;
    }

    @Override
    public void add(Invitation invitation) {
        rows.add(WeavzInvitation.of(invitation));
    }

    @Override
    public Optional<Invitation> find(String id) {
        return rows.find(id).filter(row -> isOfRealm(row.organizationId)).map(WeavzInvitation::get);
    }

    @Override
    public List<Invitation> ofOrganization(String organizationId) {
        return all("r.organizationId = :organization", Map.of("organization", organizationId));
    }

    @Override
    public List<Invitation> openFor(String email, Instant now) {
        List<Invitation> open = all(
                "r.email = :email and r.status = :status and r.expiresAt > :now",
                Map.of("email", email, "status", Invitation.Status.PENDING, "now", now.toEpochMilli()));
        Set<String> ofRealm = open.stream()
                .map(Invitation::organizationId)
                .distinct()
                .filter(this::isOfRealm)
                .collect(Collectors.toSet());
        return open.stream()
                .filter(invitation -> ofRealm.contains(invitation.organizationId()))
                .toList();
    }

    /** One statement, so that of two people with the same mail only one comes in. */
    @Override
    public boolean close(String id, Invitation.Status status) {
        return changeOpen(id, "r.status = :value", status);
    }

    /** One statement too, so that nobody opens what somebody else has just closed. */
    @Override
    public boolean extend(String id, Instant expiresAt) {
        return changeOpen(id, "r.expiresAt = :value", expiresAt.toEpochMilli());
    }

    private boolean changeOpen(String id, String change, Object value) {
        int changed = entityManager
                .createQuery("update WeavzInvitation r set " + change + " where r.id = :id and r.status = :open")
                .setParameter("value", value)
                .setParameter("id", id)
                .setParameter("open", Invitation.Status.PENDING)
                .executeUpdate();
        // What was read before it is not so any more.
        rows.find(id).ifPresent(entityManager::detach);
        return changed == 1;
    }

    private List<Invitation> all(String condition, Map<String, ?> values) {
        return rows.all(condition, values).stream().map(WeavzInvitation::get).toList();
    }

    private boolean isOfRealm(String organizationId) {
        return organizations
                .find(organizationId)
                .filter(organization -> organization.realmId.equals(realmId))
                .isPresent();
    }
}
