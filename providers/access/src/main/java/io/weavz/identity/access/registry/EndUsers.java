package io.weavz.identity.access.registry;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** The end users of workspaces. */
public interface EndUsers {

    Page<EndUser> list(String workspaceId, Slice slice);

    Optional<EndUser> find(String organizationId, String id);

    Optional<EndUser> findByExternalId(String workspaceId, String externalId);

    void add(EndUser endUser);

    /**
     * Writes what can change.
     *
     * @param change takes the end user as it is now, which nobody else changes until this request ends
     * @return what it is then; absent when it is gone
     */
    Optional<EndUser> update(String id, UnaryOperator<EndUser> change);

    /**
     * Removes the end user with all tokens.
     *
     * @return false when somebody has removed it before
     */
    boolean remove(String id);
}
