package io.weavz.identity.keycloak.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * A refusal of a credential that exists.
 *
 * @param organizationId absent for what belongs to no single organization
 */
public record Refusal(
        Instant time,
        String reason,
        String door,
        String method,
        String credentialId,
        Optional<String> organizationId,
        String address) {}
