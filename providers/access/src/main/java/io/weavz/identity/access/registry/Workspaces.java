package io.weavz.identity.access.registry;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

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

    /**
     * Writes what can change.
     *
     * @param change takes the workspace as it is now, which nobody else changes until this request ends
     * @return what it is then; absent when it is gone
     */
    Optional<Workspace> update(String id, UnaryOperator<Workspace> change);

    /**
     * Removes it with its servers, end users, their tokens, and the API keys that could touch nothing else.
     *
     * @return false when somebody has removed it before
     */
    boolean remove(String id);
}
