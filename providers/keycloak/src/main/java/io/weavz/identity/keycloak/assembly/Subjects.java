package io.weavz.identity.keycloak.assembly;

import java.util.Optional;
import java.util.Set;

/** Whom a change is about. What names nobody alone, such as a role, a client or a key of the realm, is about the realm. */
final class Subjects {

    private static final Set<String> ALONE = Set.of("organizations", "users", "service-keys");

    private Subjects() {}

    /** The subject of an administrator's change by its path, such as {@code users/ID/reset-password}. */
    static Optional<String> ofPath(String path) {
        String[] segments = path == null ? new String[0] : path.split("/");
        return segments.length > 1 && ALONE.contains(segments[0]) ? Optional.of(segments[1]) : Optional.empty();
    }
}
