package io.weavz.identity.keycloak.journey;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a look-up found, and how long that is worth anything.
 *
 * @param value absent when there is nothing
 * @param subjects the ids of all that the answer depends on; with none, it is not remembered
 * @param until the first instant at which it must be looked up again, whatever has changed
 */
public record Finding<T>(Optional<T> value, Set<String> subjects, Instant until) {

    private static final String REALM = "realm:";

    /** The subject that stands for all of a realm: its keys, its clients and roles, and whatever names nobody alone. */
    public static String realm(String realmId) {
        return REALM + realmId;
    }

    public static boolean isRealm(String subject) {
        return subject.startsWith(REALM);
    }

    /** Nothing that could be remembered. */
    public static <T> Finding<T> forgettable(Optional<T> value) {
        return new Finding<>(value, Set.of(), Instant.EPOCH);
    }
}
