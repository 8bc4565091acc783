package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.journey.PersonName;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.UserModel;

/** A person as better-auth shows one. */
record AuthUser(
        String id,
        String name,
        String email,
        boolean emailVerified,
        Optional<String> image,
        Instant createdAt,
        Instant updatedAt) {

    static final String IMAGE = "picture";

    static AuthUser of(UserModel user) {
        Instant created = created(user);
        return new AuthUser(
                user.getId(),
                PersonName.of(user).orElse(""),
                Optional.ofNullable(user.getEmail()).orElse(""),
                user.isEmailVerified(),
                Optional.ofNullable(user.getFirstAttribute(IMAGE)),
                created,
                created);
    }

    static Instant created(UserModel user) {
        return Instant.ofEpochMilli(
                Optional.ofNullable(user.getCreatedTimestamp()).orElse(0L));
    }
}
