package io.weavz.identity.keycloak.discord;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.keycloak.broker.oidc.AbstractOAuth2IdentityProvider;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityBrokerException;
import org.keycloak.broker.social.SocialIdentityProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.http.simple.SimpleHttp;
import org.keycloak.http.simple.SimpleHttpResponse;
import org.keycloak.models.IdentityProviderSyncMode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorPageException;

/**
 * Sign-in with Discord: the code flow of OAuth 2.0, then the person's profile and, when the administrator lists guilds,
 * the person's guilds. All of it goes through Keycloak's HTTP client with its timeouts and its limit on the size of
 * answers; whatever Discord answers but a profile ends on Keycloak's error page.
 */
final class DiscordIdentityProvider extends AbstractOAuth2IdentityProvider<DiscordIdentityProviderConfig>
        implements SocialIdentityProvider<DiscordIdentityProviderConfig> {
    private static final String PICTURE = "picture";
    private static final String VERIFIED = "discord.verified";
    private static final String NOT_IN_A_GUILD = "discordGuildRequired";

    private EventBuilder event;

    DiscordIdentityProvider(KeycloakSession session, DiscordIdentityProviderConfig config) {
        super(session, config);
    }

    @Override
    protected String getDefaultScopes() {
        return DiscordIdentityProviderConfig.SCOPES;
    }

    /** Keeps the event, so that a refusal of ours is recorded as well. */
    @Override
    public Object callback(RealmModel realm, AuthenticationCallback callback, EventBuilder callbackEvent) {
        event = callbackEvent;
        return super.callback(realm, callback, callbackEvent);
    }

    @Override
    protected BrokeredIdentityContext doGetFederatedIdentity(String accessToken) {
        DiscordProfile profile = DiscordProfile.read(get(getConfig().getUserInfoUrl(), accessToken))
                .orElseThrow(() -> new IdentityBrokerException("Discord's answer shows no person"));
        if (!isInAnAllowedGuild(accessToken)) {
            throw refused(profile);
        }
        return identity(profile);
    }

    private boolean isInAnAllowedGuild(String accessToken) {
        if (getConfig().allowedGuilds().isEmpty()) {
            return true;
        }
        for (JsonNode guild : get(getConfig().guildsUrl(), accessToken)) {
            if (getConfig().allowedGuilds().contains(guild.path("id").asText())) {
                return true;
            }
        }
        return false;
    }

    private ErrorPageException refused(DiscordProfile profile) {
        event.event(EventType.IDENTITY_PROVIDER_LOGIN)
                .detail(Details.IDENTITY_PROVIDER, getConfig().getAlias())
                .detail(Details.IDENTITY_PROVIDER_USERNAME, profile.username())
                .detail(Details.REASON, NOT_IN_A_GUILD)
                .error(Errors.ACCESS_DENIED);
        return new ErrorPageException(session, Response.Status.FORBIDDEN, NOT_IN_A_GUILD);
    }

    private JsonNode get(String url, String accessToken) {
        try (SimpleHttpResponse response = SimpleHttp.create(session)
                .doGet(url)
                .auth(accessToken)
                .acceptJson()
                .asResponse()) {
            if (response.getStatus() != Response.Status.OK.getStatusCode()) {
                throw new IdentityBrokerException(url + " answered " + response.getStatus());
            }
            return response.asJson();
        } catch (IOException e) {
            throw new IdentityBrokerException(url + " did not answer in JSON, or not in time", e);
        }
    }

    private BrokeredIdentityContext identity(DiscordProfile profile) {
        BrokeredIdentityContext identity = new BrokeredIdentityContext(profile.id(), getConfig());
        // Keycloak notes under this id who has confirmed a link by e-mail; without it, any account would be meant.
        identity.setBrokerUserId(getConfig().getAlias() + "." + profile.id());
        identity.setUsername(profile.username());
        // Discord knows one name of a person; it stays whole.
        identity.setFirstName(profile.name());
        profile.email().ifPresent(identity::setEmail);
        profile.picture().ifPresent(picture -> identity.setUserAttribute(PICTURE, picture));
        identity.getContextData().put(VERIFIED, profile.verified());
        return identity;
    }

    /** An address counts as verified when the administrator trusts Discord's and Discord has verified it. */
    @Override
    protected void setEmailVerified(UserModel user, BrokeredIdentityContext context) {
        if (Boolean.TRUE.equals(context.getContextData().get(VERIFIED))) {
            super.setEmailVerified(user, context);
        } else if (!context.getEmail().equalsIgnoreCase(user.getEmail())) {
            user.setEmailVerified(false);
        }
    }

    @Override
    public void updateBrokeredUser(
            KeycloakSession session, RealmModel realm, UserModel user, BrokeredIdentityContext context) {
        super.updateBrokeredUser(session, realm, user, context);
        if (getConfig().getSyncMode() == IdentityProviderSyncMode.FORCE) {
            user.setSingleAttribute(PICTURE, context.getUserAttribute(PICTURE));
        }
    }
}
