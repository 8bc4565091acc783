package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.LookupKey;
import io.weavz.identity.access.credential.LookupKeys;
import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.journey.DoorContext;
import io.weavz.identity.keycloak.journey.Finding;
import io.weavz.identity.keycloak.memory.Memory;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What is remembered of one realm. Everything depends on the realm, and nothing is known outside of it. */
final class RealmMemory {

    /** How long the database may take for what is looked up. */
    interface Reading {
        <T> T inTime(Supplier<T> read);
    }

    private final Memory memory;
    private final Memory doors;
    private final Memory tokens;
    private final LookupKeys keys;
    private final String realm;
    private final Memory.Moment since;
    private final BooleanSupplier changing;
    private final Reading reading;

    /**
     * @param doors apart from the answers, as clients choose the addresses under which they come
     * @param tokens apart for the same reason: their names hold the address
     * @param realm its id
     * @param since when the request began
     * @param changing whether the request changes something: then what it sees is not for others
     */
    RealmMemory(
            Memory memory,
            Memory doors,
            Memory tokens,
            LookupKeys keys,
            String realm,
            Memory.Moment since,
            BooleanSupplier changing,
            Reading reading) {
        this.memory = memory;
        this.doors = doors;
        this.tokens = tokens;
        this.keys = keys;
        this.realm = realm;
        this.since = since;
        this.changing = changing;
        this.reading = reading;
    }

    Optional<KnownCredential> credential(Secret secret, Supplier<Finding<KnownCredential>> lookUp) {
        return memory.recall(keys.of(realm, secret), KnownCredential.class, since, () -> ofRealm(lookUp));
    }

    /** Asked for within the look-up of a credential too, which has its turn already: a second one could wait for it. */
    Optional<Organization> organization(String idOrSlug, Supplier<Finding<Organization>> lookUp) {
        return memory.derive(organizationKey(keys, realm, idOrSlug), Organization.class, since, () -> ofRealm(lookUp));
    }

    /** What the doors of the realm know of it, asked for by the realm's name: its id is part of the answer. */
    DoorContext door(String realmName, String root, Supplier<Finding<DoorContext>> work) {
        return doors.derive(doorKey(keys, realmName, root), DoorContext.class, since, () -> ofRealm(work))
                .orElseThrow();
    }

    /** What was worked out from other answers, such as the view of a session. */
    <T> Optional<T> derived(String what, String name, Class<T> type, Supplier<Finding<T>> work) {
        return memory.derive(keys.of(what, realm, name), type, since, () -> ofRealm(work));
    }

    /** A token that was minted, good under one address. */
    String token(String name, Supplier<Finding<String>> mint) {
        return tokens.derive(tokenKey(keys, realm, name), String.class, since, () -> ofRealm(mint))
                .orElseThrow();
    }

    static LookupKey organizationKey(LookupKeys keys, String realm, String idOrSlug) {
        return keys.of("organization", realm, idOrSlug);
    }

    static LookupKey doorKey(LookupKeys keys, String realmName, String root) {
        return keys.of("door", realmName, root);
    }

    static LookupKey tokenKey(LookupKeys keys, String realm, String name) {
        return keys.of("jwt", realm, name);
    }

    private <T> Finding<T> ofRealm(Supplier<Finding<T>> lookUp) {
        Finding<T> found = reading.inTime(lookUp);
        if (found.subjects().isEmpty() || changing.getAsBoolean()) {
            return Finding.forgettable(found.value());
        }
        Set<String> subjects = new HashSet<>(found.subjects());
        subjects.add(Finding.realm(realm));
        return new Finding<>(found.value(), subjects, found.until());
    }
}
