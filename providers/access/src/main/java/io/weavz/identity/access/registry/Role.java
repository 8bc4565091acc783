package io.weavz.identity.access.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The role of a member in an organization, the mightiest first. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER;

    /** Whether the role may manage the organization's objects. */
    public boolean manages() {
        return this != MEMBER;
    }

    /** Whether somebody in this role may give or take the other one: nobody reaches above the own role. */
    public boolean reaches(Role other) {
        return compareTo(other) <= 0;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Accepts both spellings in use, {@code owner} and {@code OWNER}. */
    public static Optional<Role> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name) || role.name().equals(name))
                .findFirst();
    }
}
