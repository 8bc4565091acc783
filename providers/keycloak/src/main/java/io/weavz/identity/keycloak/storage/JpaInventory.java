package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.Inventory;
import io.weavz.identity.access.registry.InventoryFilter;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@link Inventory} of one realm in the database. */
public final class JpaInventory implements Inventory {

    private static final String NAMED = "(locate(:search, lower(r.id)) = 1 or locate(:search, lower(r.name)) > 0";

    private final Rows<WeavzCredential> credentials;
    private final Rows<WeavzMcpServer> servers;
    private final Rows<WeavzOrganization> organizations;
    private final String realmId;
    private final CredentialUse uses;

    public JpaInventory(EntityManager entityManager, String realmId, CredentialUse uses) {
        this.credentials = new Rows<>(entityManager, WeavzCredential.class);
        this.servers = new Rows<>(entityManager, WeavzMcpServer.class);
        this.organizations = new Rows<>(entityManager, WeavzOrganization.class);
        this.realmId = realmId;
        this.uses = uses;
    }

    @Override
    public Page<CredentialRecord> credentials(InventoryFilter filter, Slice slice) {
        Conditions conditions = Conditions.of("r.realmId = :realm", "realm", realmId)
                .and("r.organizationId = :organization", "organization", filter.organizationId())
                .and("r.kind = :kind", "kind", filter.kind())
                .and(
                        NAMED + " or locate(:search, lower(r.displayPrefix)) = 1)",
                        "search",
                        filter.search().map(text -> text.toLowerCase(Locale.ROOT)));
        return credentials.newest(conditions, slice).map(row -> row.get(uses.latest(row.id, row.lastUsedAt)));
    }

    @Override
    public Page<McpServer> servers(InventoryFilter filter, Slice slice) {
        Conditions conditions = Conditions.of(
                        "exists (select o.id from WeavzOrganization o where o.id = r.organizationId"
                                + " and o.realmId = :realm)",
                        "realm",
                        realmId)
                .and("r.organizationId = :organization", "organization", filter.organizationId())
                .and(NAMED + ")", "search", filter.search().map(text -> text.toLowerCase(Locale.ROOT)));
        return servers.newest(conditions, slice).map(WeavzMcpServer::get);
    }

    @Override
    public Map<String, String> slugs(Collection<String> organizationIds) {
        List<WeavzOrganization> found = organizationIds.isEmpty()
                ? List.of()
                : organizations.all(
                        "r.realmId = :realm and r.id in :ids", Map.of("realm", realmId, "ids", organizationIds));
        return found.stream().collect(Collectors.toMap(row -> row.id, row -> row.slug));
    }
}
