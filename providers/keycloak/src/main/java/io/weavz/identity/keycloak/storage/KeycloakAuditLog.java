package io.weavz.identity.keycloak.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;
import io.weavz.identity.keycloak.audit.AuditFilter;
import io.weavz.identity.keycloak.audit.AuditLog;
import io.weavz.identity.keycloak.audit.Change;
import io.weavz.identity.keycloak.audit.Refusal;
import io.weavz.identity.keycloak.http.Json;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.events.jpa.AdminEventEntity;
import org.keycloak.events.jpa.EventEntity;

/**
 * {@link AuditLog} over the tables of Keycloak's events. Keycloak's own queries do not know what is in the details,
 * which are JSON in a column; the time keeps what is looked through small.
 */
public final class KeycloakAuditLog implements AuditLog {

    private static final String IN_TIME = "e.time >= :from and e.time < :to and e.realmId = :realm";
    private static final String DETAIL_OF_REFUSAL = "locate(:%s, e.detailsJsonLongValue) > 0";

    private final EntityManager entityManager;
    private final String realmId;

    public KeycloakAuditLog(EntityManager entityManager, String realmId) {
        this.entityManager = entityManager;
        this.realmId = realmId;
    }

    @Override
    public Page<Refusal> refusals(AuditFilter filter, Slice slice) {
        Conditions conditions = inTime(filter)
                .and("e.type = :type", "type", Optional.of(EventType.INTROSPECT_TOKEN_ERROR.name()))
                .and("e.error = :reason", "reason", filter.reason())
                .and(
                        DETAIL_OF_REFUSAL.formatted("organization"),
                        "organization",
                        filter.organizationId().map(id -> member("org_id", id)))
                .and(
                        DETAIL_OF_REFUSAL.formatted("credential"),
                        "credential",
                        filter.credentialId().map(id -> member("credential_id", id)))
                .and(
                        DETAIL_OF_REFUSAL.formatted("kind"),
                        "kind",
                        filter.kind().map(method -> member("auth_method", method)))
                // Keycloak's own introspection writes the same type, without a door.
                .and("locate(:door, e.detailsJsonLongValue) > 0", "door", Optional.of("\"door\":"));
        return page(EventEntity.class, conditions, slice).map(KeycloakAuditLog::refusal);
    }

    private static Refusal refusal(EventEntity event) {
        JsonNode details = details(event.getDetailsJson());
        return new Refusal(
                Instant.ofEpochMilli(event.getTime()),
                Optional.ofNullable(event.getError()).orElse(""),
                details.path("door").asText(),
                details.path("auth_method").asText(),
                details.path("credential_id").asText(),
                Optional.of(details.path("org_id").asText()).filter(id -> !id.isEmpty()),
                Optional.ofNullable(event.getIpAddress()).orElse(""),
                details.path("times").asLong(1));
    }

    @Override
    public Page<Change> changes(AuditFilter filter, Slice slice) {
        Conditions conditions = inTime(filter)
                .and("e.resourceType = :type", "type", Optional.of(ResourceType.CUSTOM.name()))
                .and("e.operationType = :operation", "operation", filter.reason())
                .and(
                        "locate(:organization, concat(e.resourcePath, '/')) = 1",
                        "organization",
                        filter.organizationId().map(id -> "organizations/" + id + "/"))
                .and(
                        "locate(:kind, concat('/', e.resourcePath, '/')) > 0",
                        "kind",
                        filter.kind().map(kind -> "/" + kind + "/"))
                .and(
                        "(locate(:credential, e.resourcePath) > 0 or locate(:credential, e.detailsJson) > 0)",
                        "credential",
                        filter.credentialId());
        return page(AdminEventEntity.class, conditions, slice).map(KeycloakAuditLog::change);
    }

    private static Change change(AdminEventEntity event) {
        JsonNode details = details(event.getDetailsJson());
        return new Change(
                Instant.ofEpochMilli(event.getTime()),
                event.getOperationType(),
                Optional.ofNullable(event.getResourcePath()).orElse(""),
                details.path("auth_method").asText(),
                details.path("credential_id").asText(),
                Optional.ofNullable(event.getAuthUserId()).orElse(""),
                Optional.ofNullable(event.getAuthIpAddress()).orElse(""));
    }

    private Conditions inTime(AuditFilter filter) {
        return Conditions.of(IN_TIME, "realm", realmId)
                .with("from", filter.from().toEpochMilli())
                .with("to", filter.to().toEpochMilli());
    }

    private <E> Page<E> page(Class<E> type, Conditions conditions, Slice slice) {
        String where = " from " + type.getSimpleName() + " e where " + conditions.text();
        TypedQuery<E> page = entityManager
                .createQuery("select e" + where + " order by e.time desc, e.id", type)
                .setFirstResult(slice.offset())
                .setMaxResults(slice.limit());
        TypedQuery<Long> count = entityManager.createQuery("select count(e)" + where, Long.class);
        conditions.values().forEach(page::setParameter);
        conditions.values().forEach(count::setParameter);
        return new Page<>(page.getResultList(), count.getSingleResult());
    }

    /** As Keycloak writes a detail: without spaces, and escaped. */
    private static String member(String name, String value) {
        return "\"" + name + "\":" + Json.write(value);
    }

    private static JsonNode details(String text) {
        return Json.stored(text == null ? "{}" : text);
    }
}
