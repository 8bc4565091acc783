package io.weavz.identity.keycloak.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscordProfileTest {
    private static Optional<DiscordProfile> read(String json) throws Exception {
        return DiscordProfile.read(new JsonMapper().readTree(json));
    }

    @Test
    void aWholeProfileIsReadAsItIs() throws Exception {
        assertThat(read("""
                {"id": "80351110224678912", "username": "nelly", "global_name": "Nelly B", "avatar": "a_8342729096ea",
                 "email": "nelly@example.test", "verified": true}"""))
                .contains(new DiscordProfile(
                        "80351110224678912",
                        "nelly",
                        "Nelly B",
                        Optional.of("nelly@example.test"),
                        true,
                        Optional.of("https://cdn.discordapp.com/avatars/80351110224678912/a_8342729096ea.png")));
    }

    @Test
    void whatIsNullIsAbsentAndTheUsernameIsTheName() throws Exception {
        assertThat(read("""
                {"id": "1", "username": "nelly", "global_name": null, "avatar": null, "email": null}"""))
                .contains(new DiscordProfile("1", "nelly", "nelly", Optional.empty(), false, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "null", "false", "[true]"})
    void onlyTheWordTrueVerifiesAnAddress(String verified) throws Exception {
        assertThat(read("{\"id\": \"1\", \"username\": \"n\", \"verified\": " + verified + "}"))
                .get()
                .extracting(DiscordProfile::verified)
                .isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "a b", "a\\\"b", "a/b", "a?b"})
    void aPictureIsNoWayToAnotherAddress(String avatar) throws Exception {
        assertThat(read("{\"id\": \"1\", \"username\": \"n\", \"avatar\": \"" + avatar + "\"}"))
                .get()
                .extracting(DiscordProfile::picture)
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"text\"",
                "{\"message\": \"401: Unauthorized\", \"code\": 0}",
                "{\"id\": 1, \"username\": \"n\"}",
                "{\"id\": \"1/2\", \"username\": \"n\"}",
                "{\"id\": \"1\", \"username\": \" \"}"
            })
    void whatShowsNoPersonIsNobody(String json) throws Exception {
        assertThat(read(json)).isEmpty();
    }
}
