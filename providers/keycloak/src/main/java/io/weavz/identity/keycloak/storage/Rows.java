package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.registry.DuplicateException;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.exception.ConstraintViolationException;
import org.keycloak.models.ModelDuplicateException;

/** Queries over the rows of one entity; a condition names the row {@code r}. */
final class Rows<E> {

    private final EntityManager entityManager;
    private final Class<E> type;

    Rows(EntityManager entityManager, Class<E> type) {
        this.entityManager = entityManager;
        this.type = type;
    }

    Optional<E> find(String id) {
        return Optional.ofNullable(entityManager.find(type, id));
    }

    /** The row as it is now, kept for this transaction alone; nothing if it is gone. */
    Optional<E> locked(String id) {
        // What was read before may be older than the lock.
        find(id).ifPresent(entityManager::detach);
        return Optional.ofNullable(entityManager.find(type, id, LockModeType.PESSIMISTIC_WRITE));
    }

    Optional<E> first(String condition, Map<String, ?> values) {
        return select(condition, values).setMaxResults(1).getResultList().stream()
                .findFirst();
    }

    List<E> all(String condition, Map<String, ?> values) {
        return select(condition, values).getResultList();
    }

    Page<E> page(String condition, Map<String, ?> values, Slice slice) {
        List<E> rows = select(condition, values)
                .setFirstResult(slice.offset())
                .setMaxResults(slice.limit())
                .getResultList();
        return new Page<>(rows, count(condition, values));
    }

    /** A part of the rows, the newest first. */
    Page<E> newest(Conditions conditions, Slice slice) {
        List<E> rows = select(conditions.text(), "r.createdAt desc, r.id", conditions.values())
                .setFirstResult(slice.offset())
                .setMaxResults(slice.limit())
                .getResultList();
        return new Page<>(rows, count(conditions.text(), conditions.values()));
    }

    /**
     * The rows of an organization; suspended ones only when the slice includes them.
     *
     * @param only when present, only rows with one of these values in the column {@code column}
     */
    Page<E> pageOfOrganization(String organizationId, Slice slice, String column, Optional<Set<String>> only) {
        Map<String, Object> values = new HashMap<>();
        values.put("organization", organizationId);
        values.put("suspended", slice.includeSuspended());
        String condition = "r.organizationId = :organization and (r.suspended = false or r.suspended = :suspended)";
        if (only.isPresent()) {
            values.put("only", only.get());
            condition += " and r." + column + " in :only";
        }
        return page(condition, values, slice);
    }

    long count(String condition, Map<String, ?> values) {
        return with(
                        entityManager.createQuery(
                                "select count(r) from " + type.getSimpleName() + " r where " + condition, Long.class),
                        values)
                .getSingleResult();
    }

    /** Writes the row now, so that a broken constraint shows here and not at the end of the request. */
    void add(E row) {
        entityManager.persist(row);
        flush();
    }

    /**
     * Changes the row as it is now: between a request's first look at it and its change another one may have changed it.
     *
     * @return the row; nothing if it is gone
     * @throws DuplicateException if another row has the name already
     */
    Optional<E> update(String id, Consumer<E> change) {
        Optional<E> row = locked(id);
        row.ifPresent(change);
        flush();
        return row;
    }

    /** @throws DuplicateException if another row has the name already */
    void flush() {
        try {
            entityManager.flush();
        } catch (ModelDuplicateException | ConstraintViolationException e) {
            throw new DuplicateException(e);
        }
    }

    /**
     * Removes the row; the database removes what hangs on it, so what was read before is forgotten.
     *
     * @return false when it was gone
     */
    boolean remove(String id) {
        Optional<E> row = locked(id);
        row.ifPresent(found -> {
            entityManager.remove(found);
            entityManager.flush();
            entityManager.clear();
        });
        return row.isPresent();
    }

    /** Removes rows by a query; what was read before is forgotten. */
    void removeAll(String condition, Map<String, ?> values) {
        entityManager.flush();
        Query delete = entityManager.createQuery("delete from " + type.getSimpleName() + " r where " + condition);
        values.forEach(delete::setParameter);
        delete.executeUpdate();
        entityManager.clear();
    }

    private TypedQuery<E> select(String condition, Map<String, ?> values) {
        return select(condition, "r.createdAt, r.id", values);
    }

    private TypedQuery<E> select(String condition, String order, Map<String, ?> values) {
        String query = "select r from " + type.getSimpleName() + " r where " + condition + " order by " + order;
        return with(entityManager.createQuery(query, type), values);
    }

    private static <T> TypedQuery<T> with(TypedQuery<T> query, Map<String, ?> values) {
        values.forEach((name, value) -> {
            if (value instanceof Collection<?> many) {
                query.setParameter(name, many);
            } else {
                query.setParameter(name, value);
            }
        });
        return query;
    }
}
