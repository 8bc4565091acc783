package io.weavz.identity.access.registry;

import java.util.Collection;
import java.util.Map;

/** Every credential and every MCP server of the realm, whosever they are, the newest first: for administrators. */
public interface Inventory {

    Page<CredentialRecord> credentials(InventoryFilter filter, Slice slice);

    Page<McpServer> servers(InventoryFilter filter, Slice slice);

    /** The slugs of those organizations that there are, by their ids. */
    Map<String, String> slugs(Collection<String> organizationIds);
}
