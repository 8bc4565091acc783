package io.weavz.identity.keycloak.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A person as {@code GET /users/@me} shows them to an application with the scopes {@code identify email}.
 *
 * @param id a number, for ever the person's
 * @param username unique today, but the person may change it
 * @param name what the person likes to be called
 * @param email absent when the person has none or did not share it
 * @param verified whether Discord has seen that the person reads that address
 * @param picture where the person's picture is; absent when there is none
 */
record DiscordProfile(
        String id, String username, String name, Optional<String> email, boolean verified, Optional<String> picture) {
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final String AVATARS = "https://cdn.discordapp.com/avatars/";

    /** Reads an answer of Discord; empty when it shows no person. */
    static Optional<DiscordProfile> read(JsonNode json) {
        Optional<String> id = text(json, "id").filter(value -> ID.matcher(value).matches());
        Optional<String> username = text(json, "username");
        if (id.isEmpty() || username.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DiscordProfile(
                id.get(),
                username.get(),
                text(json, "global_name").orElse(username.get()),
                text(json, "email"),
                json.path("verified").isBoolean() && json.path("verified").booleanValue(),
                text(json, "avatar")
                        .filter(hash -> HASH.matcher(hash).matches())
                        .map(hash -> AVATARS + id.get() + "/" + hash + ".png")));
    }

    private static Optional<String> text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isTextual() && !value.textValue().isBlank() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
