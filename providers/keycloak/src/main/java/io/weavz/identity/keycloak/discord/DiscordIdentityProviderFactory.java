package io.weavz.identity.keycloak.discord;

import java.util.List;
import org.keycloak.broker.provider.AbstractIdentityProviderFactory;
import org.keycloak.broker.social.SocialIdentityProviderFactory;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Keycloak's entry to {@link DiscordIdentityProvider}, and the fields that its Admin Console shows. */
public final class DiscordIdentityProviderFactory extends AbstractIdentityProviderFactory<DiscordIdentityProvider>
        implements SocialIdentityProviderFactory<DiscordIdentityProvider> {

    @Override
    public String getId() {
        return "discord";
    }

    @Override
    public String getName() {
        return "Discord";
    }

    @Override
    public DiscordIdentityProvider create(KeycloakSession session, IdentityProviderModel model) {
        return new DiscordIdentityProvider(session, new DiscordIdentityProviderConfig(model));
    }

    @Override
    public IdentityProviderModel createConfig() {
        return new DiscordIdentityProviderConfig();
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        DiscordIdentityProviderConfig defaults = new DiscordIdentityProviderConfig();
        ProviderConfigurationBuilder fields = ProviderConfigurationBuilder.create();
        text(
                fields,
                DiscordIdentityProviderConfig.ALLOWED_GUILDS,
                "Allowed guilds",
                "Ids of guilds, separated by commas. Who is in none of them may not sign in. Empty: anybody may.");
        address(
                fields,
                DiscordIdentityProviderConfig.AUTHORIZATION_URL,
                "Authorization",
                defaults.getAuthorizationUrl());
        address(fields, DiscordIdentityProviderConfig.TOKEN_URL, "Token", defaults.getTokenUrl());
        address(fields, DiscordIdentityProviderConfig.PROFILE_URL, "Profile", defaults.getUserInfoUrl());
        address(fields, DiscordIdentityProviderConfig.GUILDS_URL, "Guilds", defaults.guildsUrl());
        return fields.build();
    }

    private static void address(ProviderConfigurationBuilder fields, String key, String what, String standard) {
        text(fields, key, what + " URL", "Instead of " + standard);
    }

    private static void text(ProviderConfigurationBuilder fields, String key, String label, String help) {
        fields.property()
                .name(key)
                .label(label)
                .helpText(help)
                .type(ProviderConfigProperty.STRING_TYPE)
                .add();
    }
}
