package io.weavz.identity.keycloak.audit;

import java.time.Instant;

/**
 * A change of an object, and who made it.
 *
 * @param path of the object, such as {@code organizations/o/api-keys/k}
 */
public record Change(
        Instant time,
        String operation,
        String path,
        String method,
        String credentialId,
        String userId,
        String address) {}
