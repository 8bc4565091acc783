package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.credential.Fingerprint;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.Credentials;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** {@link Credentials} in the database, those of one realm. */
public final class JpaCredentials implements Credentials {

    private static final String API_KEYS = "r.realmId = :realm and r.organizationId = :organization and r.kind = :kind";
    private static final String SERVER_TOKENS = "r.realmId = :realm and r.serverId = :server";

    private final Rows<WeavzCredential> rows;
    private final String realmId;
    private final CredentialUse uses;
    private final Consumer<Set<String>> changing;

    /** @param changing takes the ids of those about whom a remembered answer is not true any more */
    public JpaCredentials(
            EntityManager entityManager, String realmId, CredentialUse uses, Consumer<Set<String>> changing) {
        this.rows = new Rows<>(entityManager, WeavzCredential.class);
        this.realmId = realmId;
        this.uses = uses;
        this.changing = changing;
    }

    @Override
    public void add(CredentialRecord credential, Fingerprint fingerprint) {
        WeavzCredential row = new WeavzCredential();
        row.realmId = realmId;
        row.set(credential);
        row.hash = fingerprint.hex();
        row.pepperId = fingerprint.pepperId();
        rows.add(row);
        // It may have been asked for before it was there.
        changing.accept(Set.of(fingerprint.hex()));
    }

    @Override
    public Optional<CredentialRecord> apiKey(String organizationId, String id) {
        return found(id, CredentialKind.API_KEY)
                .filter(row -> organizationId.equals(row.organizationId))
                .map(this::record);
    }

    @Override
    public List<CredentialRecord> apiKeys(String organizationId) {
        return records(rows.all(API_KEYS, apiKeysOf(organizationId)));
    }

    @Override
    public long countApiKeys(String organizationId) {
        return rows.count(API_KEYS, apiKeysOf(organizationId));
    }

    @Override
    public Optional<CredentialRecord> serviceKey(String id) {
        return found(id, CredentialKind.SERVICE_KEY).map(this::record);
    }

    @Override
    public List<CredentialRecord> serviceKeys() {
        return records(rows.all(
                "r.realmId = :realm and r.kind = :kind", Map.of("realm", realmId, "kind", CredentialKind.SERVICE_KEY)));
    }

    @Override
    public Optional<CredentialRecord> staticToken(String serverId) {
        return rows.first(
                        SERVER_TOKENS + " and r.endUserId is null and r.userId is null",
                        Map.of("realm", realmId, "server", serverId))
                .map(this::record);
    }

    @Override
    public Optional<CredentialRecord> endUserToken(String serverId, String id) {
        return rows.find(id)
                .filter(row -> row.realmId.equals(realmId) && serverId.equals(row.serverId) && row.endUserId != null)
                .map(this::record);
    }

    @Override
    public List<CredentialRecord> endUserTokens(String serverId) {
        return records(
                rows.all(SERVER_TOKENS + " and r.endUserId is not null", Map.of("realm", realmId, "server", serverId)));
    }

    @Override
    public Optional<CredentialRecord> update(String id, UnaryOperator<CredentialRecord> change) {
        return changed(id, row -> row.setChangeable(change.apply(record(row)))).map(this::record);
    }

    @Override
    public void replaceSecret(
            String id,
            CredentialFormat format,
            Fingerprint fingerprint,
            String displayPrefix,
            Optional<Instant> overlapEnds) {
        changed(id, row -> {
            row.previousHash = overlapEnds.isPresent() ? row.hash : null;
            row.previousUntil = overlapEnds.map(Instant::toEpochMilli).orElse(null);
            row.hash = fingerprint.hex();
            row.pepperId = fingerprint.pepperId();
            row.format = format;
            row.displayPrefix = displayPrefix;
        });
        changing.accept(Set.of(fingerprint.hex()));
    }

    private Optional<WeavzCredential> changed(String id, Consumer<WeavzCredential> change) {
        return rows.update(id, row -> {
            change.accept(row);
            changing.accept(row.subjects());
        });
    }

    @Override
    public boolean remove(String id) {
        rows.find(id).map(WeavzCredential::subjects).ifPresent(changing);
        return rows.remove(id);
    }

    @Override
    public Optional<CredentialRecord> personToken(String id) {
        return rows.find(id)
                .filter(row -> row.realmId.equals(realmId) && row.isPersons())
                .map(this::record);
    }

    @Override
    public boolean spend(String id, Instant now, Duration grace) {
        Optional<WeavzCredential> row = lockedWithFamily(id);
        if (row.isEmpty()) {
            return false;
        }
        if (row.get().spentAt == null) {
            row.get().spentAt = now.toEpochMilli();
            rows.flush();
        }
        return now.isBefore(Instant.ofEpochMilli(row.get().spentAt).plus(grace));
    }

    /**
     * The oldest row stands for the family: whoever renews or ends it waits there, so that no new token slips through.
     * In the order of the ids, as whoever writes several rows locks them.
     */
    private Optional<WeavzCredential> lockedWithFamily(String id) {
        Optional<WeavzCredential> oldest = rows.find(id)
                .flatMap(token -> rows.first(
                        "r.realmId = :realm and r.familyId = :family",
                        Map.of("realm", realmId, "family", token.familyId)));
        Stream.concat(Stream.of(id), oldest.map(row -> row.id).stream())
                .distinct()
                .sorted()
                .forEach(rows::locked);
        return rows.find(id);
    }

    @Override
    public void removeFamily(String familyId) {
        rows.first("r.realmId = :realm and r.familyId = :family", Map.of("realm", realmId, "family", familyId))
                .map(WeavzCredential::subjects)
                .ifPresent(changing);
        rows.removeAll("r.realmId = :realm and r.familyId = :family", Map.of("realm", realmId, "family", familyId));
    }

    @Override
    public void removeExpired(String userId, Instant now) {
        rows.removeAll(
                "r.realmId = :realm and r.userId = :user and r.expiresAt <= :now",
                Map.of("realm", realmId, "user", userId, "now", now.toEpochMilli()));
    }

    private Optional<WeavzCredential> found(String id, CredentialKind kind) {
        return rows.find(id).filter(row -> row.realmId.equals(realmId) && row.kind == kind);
    }

    private Map<String, Object> apiKeysOf(String organizationId) {
        return Map.of("realm", realmId, "organization", organizationId, "kind", CredentialKind.API_KEY);
    }

    private List<CredentialRecord> records(List<WeavzCredential> found) {
        return found.stream().map(this::record).toList();
    }

    private CredentialRecord record(WeavzCredential row) {
        return row.get(uses.latest(row.id, row.lastUsedAt));
    }
}
