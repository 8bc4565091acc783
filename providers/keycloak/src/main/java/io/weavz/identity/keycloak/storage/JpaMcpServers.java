package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.McpServers;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@link McpServers} in the database. */
public final class JpaMcpServers implements McpServers {

    private final Rows<WeavzMcpServer> rows;

    public JpaMcpServers(EntityManager entityManager) {
        this.rows = new Rows<>(entityManager, WeavzMcpServer.class);
    }

    @Override
    public Page<McpServer> list(String organizationId, Slice slice, Optional<Set<String>> workspaceIds) {
        return rows.pageOfOrganization(organizationId, slice, "workspaceId", workspaceIds)
                .map(WeavzMcpServer::get);
    }

    @Override
    public Optional<McpServer> find(String organizationId, String id) {
        return rows.find(id)
                .filter(row -> row.organizationId.equals(organizationId))
                .map(WeavzMcpServer::get);
    }

    @Override
    public Optional<McpServer> find(String id) {
        return rows.find(id).map(WeavzMcpServer::get);
    }

    @Override
    public long count(String organizationId) {
        return rows.count(
                "r.organizationId = :organization and r.suspended = false", Map.of("organization", organizationId));
    }

    @Override
    public void add(McpServer server) {
        WeavzMcpServer row = new WeavzMcpServer();
        row.set(server);
        rows.add(row);
    }

    @Override
    public Optional<McpServer> update(String id, UnaryOperator<McpServer> change) {
        return rows.update(id, row -> row.set(change.apply(row.get()))).map(WeavzMcpServer::get);
    }

    @Override
    public boolean remove(String id) {
        return rows.remove(id);
    }
}
