package io.weavz.identity.keycloak.servicekeys;

import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import java.time.Instant;
import java.util.Optional;

/** A service key on the wire; {@code organizations} is {@code "any"} or a list of ids. */
record ServiceKeyView(
        String id,
        String name,
        String keyPrefix,
        Object organizations,
        boolean enabled,
        Optional<String> createdBy,
        Optional<Instant> lastUsedAt,
        Optional<Instant> expiresAt,
        Instant createdAt) {

    static ServiceKeyView of(CredentialRecord key) {
        Owner.OfPlatform owner = (Owner.OfPlatform) key.owner();
        return new ServiceKeyView(
                key.id(),
                key.name(),
                key.displayPrefix(),
                owner.any() ? ServiceKeysResource.ANY : owner.organizationIds(),
                key.enabled(),
                key.createdBy(),
                key.lastUsedAt(),
                key.expiresAt(),
                key.createdAt());
    }
}
