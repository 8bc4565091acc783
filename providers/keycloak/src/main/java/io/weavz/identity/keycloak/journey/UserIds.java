package io.weavz.identity.keycloak.journey;

import java.util.Optional;

/** Ids of people, as requests name them. */
public final class UserIds {

    private static final String FEDERATED = "f:";

    private UserIds() {}

    /** Nothing where Keycloak fails to ask: {@code f:PROVIDER:ID} is one of a federated person, and has both. */
    public static Optional<String> plausible(String id) {
        return Optional.of(id).filter(any -> !any.startsWith(FEDERATED) || any.indexOf(':', FEDERATED.length()) > 0);
    }
}
