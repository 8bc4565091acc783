package io.weavz.identity.keycloak.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * A refusal of a credential that exists.
 *
 * @param time of the first, where several became one
 * @param organizationId absent for what belongs to no single organization
 * @param times how often it happened within the second or so that refusals wait
 */
public record Refusal(
        Instant time,
        String reason,
        String door,
        String method,
        String credentialId,
        Optional<String> organizationId,
        String address,
        long times) {}
