package io.weavz.identity.keycloak.discord;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.common.util.UriUtils;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.RealmModel;
import org.keycloak.utils.StringUtil;

/** What an administrator may set for Discord; what is not set is Discord's own address or rule. */
final class DiscordIdentityProviderConfig extends OAuth2IdentityProviderConfig {
    static final String AUTHORIZATION_URL = "authorizationUrl";
    static final String TOKEN_URL = "tokenUrl";
    static final String PROFILE_URL = "userInfoUrl";
    static final String GUILDS_URL = "guildsUrl";
    static final String ALLOWED_GUILDS = "allowedGuilds";

    static final String DISCORD = "https://discord.com/api";
    static final String SCOPES = "identify email";

    private static final String GUILDS_SCOPE = "guilds";
    private static final String GUILD_ID = "[0-9]{1,20}";

    DiscordIdentityProviderConfig() {}

    DiscordIdentityProviderConfig(IdentityProviderModel model) {
        super(model);
    }

    @Override
    public String getAuthorizationUrl() {
        return orElse(AUTHORIZATION_URL, DISCORD + "/oauth2/authorize");
    }

    @Override
    public String getTokenUrl() {
        return orElse(TOKEN_URL, DISCORD + "/oauth2/token");
    }

    @Override
    public String getUserInfoUrl() {
        return orElse(PROFILE_URL, DISCORD + "/users/@me");
    }

    String guildsUrl() {
        return orElse(GUILDS_URL, DISCORD + "/users/@me/guilds");
    }

    /**
     * The ids of the guilds of which a person must be in one; empty when anybody may sign in. A list that holds no id
     * is no empty list: then nobody is let in.
     */
    Set<String> allowedGuilds() {
        String configured = orElse(ALLOWED_GUILDS, "");
        return configured.isEmpty()
                ? Set.of()
                : Arrays.stream(configured.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }

    /** The scopes to ask for: those of the administrator or ours, and the guilds when there is a list of them. */
    @Override
    public String getDefaultScope() {
        String configured = orElse("defaultScope", SCOPES);
        boolean complete = allowedGuilds().isEmpty()
                || Arrays.asList(configured.split(" ")).contains(GUILDS_SCOPE);
        return complete ? configured : configured + " " + GUILDS_SCOPE;
    }

    @Override
    public void validate(RealmModel realm) {
        super.validate(realm);
        UriUtils.checkUrl(realm.getSslRequired(), guildsUrl(), GUILDS_URL);
        for (String id : allowedGuilds()) {
            if (!id.matches(GUILD_ID)) {
                throw new IllegalArgumentException("Not the id of a guild: " + id);
            }
        }
    }

    private String orElse(String key, String fallback) {
        String value = getConfig().get(key);
        return StringUtil.isBlank(value) ? fallback : value.strip();
    }
}
