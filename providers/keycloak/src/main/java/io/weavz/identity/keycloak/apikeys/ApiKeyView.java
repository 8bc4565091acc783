package io.weavz.identity.keycloak.apikeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.keycloak.http.Json;
import java.time.Instant;
import java.util.Optional;

/** An API key on the wire; {@code keyPrefix} is the first eight characters, the key itself is never here. */
record ApiKeyView(
        String id,
        String orgId,
        String name,
        String keyPrefix,
        Optional<JsonNode> permissions,
        Optional<JsonNode> metadata,
        boolean enabled,
        Optional<String> createdBy,
        Optional<Instant> lastUsedAt,
        Optional<Instant> expiresAt,
        Instant createdAt,
        Optional<Integer> rateLimit) {

    static ApiKeyView of(CredentialRecord key, String organizationId) {
        return new ApiKeyView(
                key.id(),
                organizationId,
                key.name(),
                key.displayPrefix(),
                key.permissions().map(Json::stored),
                key.metadata().map(Json::stored),
                key.enabled(),
                key.createdBy(),
                key.lastUsedAt(),
                key.expiresAt(),
                key.createdAt(),
                key.rateLimit());
    }
}
