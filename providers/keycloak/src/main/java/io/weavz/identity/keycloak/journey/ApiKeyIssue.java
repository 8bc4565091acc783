package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.registry.CredentialRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A new API key and its secret, which is shown once.
 *
 * @param key as it is stored
 */
public record ApiKeyIssue(CredentialRecord key, NewSecret secret) {

    /**
     * What a key is made from.
     *
     * @param permissions the JSON object it was asked for with, kept as it came
     * @param createdBy the user who asks
     * @param rateLimit requests a minute, beside the limit of the organization
     */
    public record Wanted(
            String name,
            CredentialRecord.Owner owner,
            Optional<String> permissions,
            Optional<String> metadata,
            String createdBy,
            Optional<Instant> expiresAt,
            Optional<Integer> rateLimit) {}

    public static ApiKeyIssue issue(Journey journey, Wanted wanted) {
        NewSecret secret = journey.issuer().issue(CredentialKind.API_KEY);
        CredentialRecord key = new CredentialRecord(
                UUID.randomUUID().toString(),
                CredentialKind.API_KEY,
                secret.format(),
                secret.displayPrefix(),
                wanted.name(),
                wanted.owner(),
                wanted.permissions(),
                Set.of(),
                wanted.metadata(),
                true,
                Optional.of(wanted.createdBy()),
                wanted.expiresAt(),
                Optional.empty(),
                journey.now(),
                wanted.rateLimit());
        journey.credentials().add(key, secret.fingerprint());
        return new ApiKeyIssue(key, secret);
    }
}
