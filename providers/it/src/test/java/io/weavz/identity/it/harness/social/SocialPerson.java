package io.weavz.identity.it.harness.social;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody with an account at a provider.
 *
 * @param id the provider's number for the account
 * @param name what they like to be called; empty when they have said nothing
 * @param emailVerified whether the provider says that the address is theirs
 * @param picture Google's and GitHub's address of a picture, Discord's hash of one
 * @param guilds Discord's ids of the guilds that they are in
 */
public record SocialPerson(
        String id,
        String username,
        String name,
        Optional<String> email,
        boolean emailVerified,
        Optional<String> picture,
        Set<String> guilds) {
    private static final long ID_RANGE = 1_000_000_000_000L;

    /** Somebody new with a verified address, no picture and no guilds. */
    public static SocialPerson create() {
        UUID random = UUID.randomUUID();
        String name = "sam" + random.toString().substring(0, 8);
        String id = Long.toString(ID_RANGE + Math.floorMod(random.getMostSignificantBits(), ID_RANGE));
        return new SocialPerson(
                id, name, "Sam Sample", Optional.of(name + "@example.test"), true, Optional.empty(), Set.of());
    }

    public SocialPerson withUsername(String value) {
        return new SocialPerson(id, value, name, email, emailVerified, picture, guilds);
    }

    public SocialPerson withName(String value) {
        return new SocialPerson(id, username, value, email, emailVerified, picture, guilds);
    }

    public SocialPerson withEmail(String value) {
        return new SocialPerson(id, username, name, Optional.of(value), emailVerified, picture, guilds);
    }

    public SocialPerson withoutEmail() {
        return new SocialPerson(id, username, name, Optional.empty(), false, picture, guilds);
    }

    public SocialPerson withUnverifiedEmail(String value) {
        return new SocialPerson(id, username, name, Optional.of(value), false, picture, guilds);
    }

    public SocialPerson withPicture(String value) {
        return new SocialPerson(id, username, name, email, emailVerified, Optional.of(value), guilds);
    }

    public SocialPerson inGuilds(String... ids) {
        return new SocialPerson(id, username, name, email, emailVerified, picture, Set.of(ids));
    }
}
