package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.EndUser;
import io.weavz.identity.access.registry.EndUsers;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@link EndUsers} in the database. */
public final class JpaEndUsers implements EndUsers {

    private final Rows<WeavzEndUser> rows;

    public JpaEndUsers(EntityManager entityManager) {
        this.rows = new Rows<>(entityManager, WeavzEndUser.class);
    }

    @Override
    public Page<EndUser> list(String workspaceId, Slice slice) {
        return rows.page("r.workspaceId = :workspace", Map.of("workspace", workspaceId), slice)
                .map(WeavzEndUser::get);
    }

    @Override
    public Optional<EndUser> find(String organizationId, String id) {
        return rows.find(id)
                .filter(row -> row.organizationId.equals(organizationId))
                .map(WeavzEndUser::get);
    }

    @Override
    public Optional<EndUser> findByExternalId(String workspaceId, String externalId) {
        return rows.first(
                        "r.workspaceId = :workspace and r.externalId = :external",
                        Map.of("workspace", workspaceId, "external", externalId))
                .map(WeavzEndUser::get);
    }

    @Override
    public void add(EndUser endUser) {
        WeavzEndUser row = new WeavzEndUser();
        row.set(endUser);
        rows.add(row);
    }

    @Override
    public Optional<EndUser> update(String id, UnaryOperator<EndUser> change) {
        return rows.update(id, row -> row.set(change.apply(row.get()))).map(WeavzEndUser::get);
    }

    @Override
    public boolean remove(String id) {
        return rows.remove(id);
    }
}
