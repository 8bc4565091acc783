package io.weavz.identity.keycloak.console;

import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A credential of any kind on the wire, with what it hangs on. */
record CredentialView(
        String id,
        String kind,
        String name,
        String keyPrefix,
        Optional<String> organizationId,
        Optional<String> organizationSlug,
        Optional<String> serverId,
        Optional<String> endUserId,
        Optional<String> userId,
        boolean enabled,
        Optional<String> createdBy,
        Optional<Instant> lastUsedAt,
        Optional<Instant> expiresAt,
        Instant createdAt) {

    /** @param slugs of organizations, by their ids */
    static CredentialView of(CredentialRecord credential, Map<String, String> slugs) {
        Holder holder = Holder.of(credential.owner());
        return new CredentialView(
                credential.id(),
                credential.kind().name().toLowerCase(Locale.ROOT),
                credential.name(),
                credential.displayPrefix(),
                holder.organizationId(),
                holder.organizationId().map(slugs::get),
                holder.serverId(),
                holder.endUserId(),
                holder.userId(),
                credential.enabled(),
                credential.createdBy(),
                credential.lastUsedAt(),
                credential.expiresAt(),
                credential.createdAt());
    }

    /** The owner, whichever it is, in one shape. */
    record Holder(
            Optional<String> organizationId,
            Optional<String> serverId,
            Optional<String> endUserId,
            Optional<String> userId) {

        static Holder of(Owner owner) {
            if (owner instanceof Owner.OfOrganization organization) {
                return in(organization.organizationId(), Optional.empty(), Optional.empty(), Optional.empty());
            }
            if (owner instanceof Owner.OfServer server) {
                return in(
                        server.organizationId(), Optional.of(server.serverId()), server.endUserId(), Optional.empty());
            }
            if (owner instanceof Owner.OfPerson person) {
                return in(person.organizationId(), person.serverId(), Optional.empty(), Optional.of(person.userId()));
            }
            if (owner instanceof Owner.OfEndUser endUser) {
                return in(
                        endUser.organizationId(), Optional.empty(), Optional.of(endUser.endUserId()), Optional.empty());
            }
            return new Holder(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        private static Holder in(
                String organizationId, Optional<String> serverId, Optional<String> endUserId, Optional<String> userId) {
            return new Holder(Optional.of(organizationId), serverId, endUserId, userId);
        }
    }
}
