package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.registry.Acting;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;
import io.weavz.identity.access.registry.Usage;
import io.weavz.identity.access.registry.Usages;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@link Usages} in the database. */
public final class JpaUsages implements Usages {

    private static final List<String> KINDS = Stream.of(
                    CredentialKind.API_KEY, CredentialKind.MCP_TOKEN, CredentialKind.MCP_OAUTH_TOKEN)
            .map(Enum::name)
            .toList();

    private static final String HOURS = """
            select u.CREDENTIAL_ID, u.HOUR_START,
              sum(case when u.OUTCOME = 'granted' then u.REQUESTS else 0 end) as GRANTED,
              sum(case when u.OUTCOME = 'refused' then u.REQUESTS else 0 end) as REFUSED
            from WEAVZ_USAGE u join WEAVZ_CREDENTIAL c on c.ID = u.CREDENTIAL_ID
            where c.ORGANIZATION_ID = :organization and c.KIND in (:kinds)
              and u.HOUR_START >= :from and u.HOUR_START < :to %s
            group by u.CREDENTIAL_ID, u.HOUR_START
            """;

    private final EntityManager entityManager;

    public JpaUsages(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public Page<Usage> list(
            String organizationId, Optional<String> credentialId, Instant from, Instant to, Slice slice) {
        String hours = HOURS.formatted(credentialId.isPresent() ? "and c.ID = :credential" : "");
        Query page = entityManager
                .createNativeQuery(hours + " order by u.HOUR_START, u.CREDENTIAL_ID", Object[].class)
                .setFirstResult(slice.offset())
                .setMaxResults(slice.limit());
        Query count = entityManager.createNativeQuery("select count(*) from (" + hours + ") counted");
        for (Query query : List.of(page, count)) {
            query.setParameter("organization", organizationId)
                    .setParameter("kinds", KINDS)
                    .setParameter("from", from.truncatedTo(ChronoUnit.HOURS).toEpochMilli())
                    .setParameter("to", to.toEpochMilli());
            credentialId.ifPresent(id -> query.setParameter("credential", id));
        }
        List<?> rows = page.getResultList();
        return new Page<>(
                rows.stream().map(row -> usage((Object[]) row)).toList(),
                ((Number) count.getSingleResult()).longValue());
    }

    @Override
    public List<Acting> actedFor(String serviceKeyId) {
        List<?> rows = entityManager
                .createNativeQuery("""
                        select o.ID, o.SLUG, a.LAST_ACTED_AT
                        from WEAVZ_ACTING a join WEAVZ_ORGANIZATION o on o.ID = a.ORGANIZATION_ID
                        where a.CREDENTIAL_ID = :key order by a.LAST_ACTED_AT desc, o.ID
                        """, Object[].class)
                .setParameter("key", serviceKeyId)
                .getResultList();
        return rows.stream().map(row -> acting((Object[]) row)).toList();
    }

    private static Acting acting(Object[] row) {
        return new Acting((String) row[0], (String) row[1], Instant.ofEpochMilli(number(row[2])));
    }

    private static Usage usage(Object[] row) {
        return new Usage((String) row[0], Instant.ofEpochMilli(number(row[1])), number(row[2]), number(row[3]));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
