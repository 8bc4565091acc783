package io.weavz.identity.access.registry;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

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

    /**
     * Writes what can change.
     *
     * @param change takes the server as it is now, which nobody else changes until this request ends
     * @return what it is then; absent when it is gone
     */
    Optional<McpServer> update(String id, UnaryOperator<McpServer> change);

    /**
     * Removes it with all its tokens.
     *
     * @return false when somebody has removed it before
     */
    boolean remove(String id);
}
