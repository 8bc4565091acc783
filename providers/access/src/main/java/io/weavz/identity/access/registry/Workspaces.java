package io.weavz.identity.access.registry;

import java.util.Optional;
import java.util.Set;

/** The workspaces of organizations. */
public interface Workspaces {

    /**
     * @param only when present, no other ids are listed or counted
     */
    Page<Workspace> list(String organizationId, Slice slice, Optional<Set<String>> only);

    Optional<Workspace> find(String organizationId, String id);

    boolean hasSlug(String organizationId, String slug);

    long count(String organizationId);

    void add(Workspace workspace);

    void update(Workspace workspace);

    /** Removes it with its servers, end users, their tokens, and the API keys that could touch nothing else. */
    void remove(String id);
}
