package io.weavz.identity.access.registry;

import java.util.Optional;
import java.util.Set;

/** The MCP servers of organizations. */
public interface McpServers {

    /**
     * @param workspaceIds when present, only the servers of these workspaces
     */
    Page<McpServer> list(String organizationId, Slice slice, Optional<Set<String>> workspaceIds);

    Optional<McpServer> find(String organizationId, String id);

    /** The server of this id, whichever organization has it: for what is asked before anybody is known. */
    Optional<McpServer> find(String id);

    long count(String organizationId);

    void add(McpServer server);

    void update(McpServer server);

    /** Removes it with all its tokens. */
    void remove(String id);
}
