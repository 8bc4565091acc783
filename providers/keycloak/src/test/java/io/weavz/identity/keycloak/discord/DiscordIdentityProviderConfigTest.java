package io.weavz.identity.keycloak.discord;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiscordIdentityProviderConfigTest {
    private final DiscordIdentityProviderConfig config = new DiscordIdentityProviderConfig();

    @Test
    void theStandardIsDiscordItselfWithoutGuilds() {
        assertThat(config.getAuthorizationUrl()).isEqualTo("https://discord.com/api/oauth2/authorize");
        assertThat(config.getTokenUrl()).isEqualTo("https://discord.com/api/oauth2/token");
        assertThat(config.getUserInfoUrl()).isEqualTo("https://discord.com/api/users/@me");
        assertThat(config.guildsUrl()).isEqualTo("https://discord.com/api/users/@me/guilds");
        assertThat(config.getDefaultScope()).isEqualTo("identify email");
        assertThat(config.allowedGuilds()).isEmpty();
    }

    @Test
    void whatIsSetReplacesTheStandardAndWhatIsBlankDoesNot() {
        config.setTokenUrl("https://discord.example.test/token");
        config.setUserInfoUrl(" ");

        assertThat(config.getTokenUrl()).isEqualTo("https://discord.example.test/token");
        assertThat(config.getUserInfoUrl()).isEqualTo("https://discord.com/api/users/@me");
    }

    @Test
    void aListOfGuildsAsksForTheGuildsOnce() {
        config.getConfig().put("allowedGuilds", "1, 22 ,333");

        assertThat(config.allowedGuilds()).containsExactlyInAnyOrder("1", "22", "333");
        assertThat(config.getDefaultScope()).isEqualTo("identify email guilds");

        config.setDefaultScope("identify guilds email");
        assertThat(config.getDefaultScope()).isEqualTo("identify guilds email");

        config.setDefaultScope("identify guilds.join");
        assertThat(config.getDefaultScope()).isEqualTo("identify guilds.join guilds");
    }

    @Test
    void aListWithoutAnIdLetsNobodyIn() {
        config.getConfig().put("allowedGuilds", ",");

        assertThat(config.allowedGuilds()).isNotEmpty().noneMatch(id -> id.matches("[0-9]+"));
    }
}
