package io.weavz.identity.access.registry;

import java.time.Instant;
import java.util.Locale;

/**
 * An invitation of an address into an organization.
 *
 * @param id opaque and not guessable: whoever has the mail has it
 * @param email in lower case
 * @param inviterId the user who sent it
 */
public record Invitation(
        String id,
        String organizationId,
        String email,
        Role role,
        Status status,
        String inviterId,
        Instant createdAt,
        Instant expiresAt) {

    /** What has become of it; a pending one ends by itself when it expires. */
    public enum Status {
        PENDING,
        ACCEPTED,
        REJECTED,
        CANCELED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isOpen(Instant now) {
        return status == Status.PENDING && now.isBefore(expiresAt);
    }
}
