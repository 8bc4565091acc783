package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;
import io.weavz.identity.access.registry.Workspace;
import io.weavz.identity.access.registry.Workspaces;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@link Workspaces} in the database. */
public final class JpaWorkspaces implements Workspaces {

    private final EntityManager entityManager;
    private final Rows<WeavzWorkspace> rows;

    public JpaWorkspaces(EntityManager entityManager) {
        this.entityManager = entityManager;
        this.rows = new Rows<>(entityManager, WeavzWorkspace.class);
    }

    @Override
    public Page<Workspace> list(String organizationId, Slice slice, Optional<Set<String>> only) {
        return rows.pageOfOrganization(organizationId, slice, "id", only).map(WeavzWorkspace::get);
    }

    @Override
    public Optional<Workspace> find(String organizationId, String id) {
        return rows.find(id)
                .filter(row -> row.organizationId.equals(organizationId))
                .map(WeavzWorkspace::get);
    }

    @Override
    public boolean hasSlug(String organizationId, String slug) {
        return rows.count(
                        "r.organizationId = :organization and r.slug = :slug",
                        Map.of("organization", organizationId, "slug", slug))
                > 0;
    }

    @Override
    public long count(String organizationId) {
        return rows.count(
                "r.organizationId = :organization and r.suspended = false", Map.of("organization", organizationId));
    }

    @Override
    public void add(Workspace workspace) {
        WeavzWorkspace row = new WeavzWorkspace();
        row.set(workspace);
        rows.add(row);
    }

    @Override
    public Optional<Workspace> update(String id, UnaryOperator<Workspace> change) {
        return rows.update(id, row -> row.set(change.apply(row.get()))).map(WeavzWorkspace::get);
    }

    @Override
    public boolean remove(String id) {
        boolean removed = rows.remove(id);
        // Keys that were good for this workspace only are good for nothing now.
        entityManager
                .createQuery("delete from WeavzCredential c where c.kind = :kind and c.scoped = true"
                        + " and c.workspaceIds is empty")
                .setParameter("kind", CredentialKind.API_KEY)
                .executeUpdate();
        return removed;
    }
}
