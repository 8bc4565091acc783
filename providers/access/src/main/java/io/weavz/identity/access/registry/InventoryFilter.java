package io.weavz.identity.access.registry;

import io.weavz.identity.access.credential.CredentialKind;
import java.util.Optional;

/**
 * Which credentials or servers are asked for; what is absent does not matter.
 *
 * @param search the beginning of the id or of what is shown of the secret, or part of the name in any case
 * @param kind of credentials alone
 */
public record InventoryFilter(
        Optional<String> search, Optional<String> organizationId, Optional<CredentialKind> kind) {}
