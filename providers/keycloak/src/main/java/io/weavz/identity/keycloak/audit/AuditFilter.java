package io.weavz.identity.keycloak.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which refusals or changes are asked for; what is absent does not matter.
 *
 * @param to exclusive
 * @param credentialId which was refused; which made a change, or was changed
 * @param kind the method of what was refused, such as {@code api_key}; what was changed, such as {@code api-keys}
 * @param reason why it was refused; which operation a change was
 */
public record AuditFilter(
        Instant from,
        Instant to,
        Optional<String> organizationId,
        Optional<String> credentialId,
        Optional<String> kind,
        Optional<String> reason) {}
