package io.weavz.identity.access.registry;

import java.util.Optional;

/** The end users of workspaces. */
public interface EndUsers {

    Page<EndUser> list(String workspaceId, Slice slice);

    Optional<EndUser> find(String organizationId, String id);

    Optional<EndUser> findByExternalId(String workspaceId, String externalId);

    void add(EndUser endUser);

    void update(EndUser endUser);

    /** Removes the end user with all tokens. */
    void remove(String id);
}
