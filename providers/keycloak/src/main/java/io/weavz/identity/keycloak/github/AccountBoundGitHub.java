package io.weavz.identity.keycloak.github;

import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.social.github.GitHubIdentityProvider;

/**
 * Keycloak's GitHub, whose identities say which account they are. Keycloak remembers for some minutes who has
 * confirmed a link by e-mail, under the broker user id; its own GitHub leaves that empty, so that any other GitHub
 * account with the same address came in on the owner's confirmation.
 */
final class AccountBoundGitHub extends GitHubIdentityProvider {

    AccountBoundGitHub(KeycloakSession session, OAuth2IdentityProviderConfig config) {
        super(session, config);
    }

    @Override
    protected BrokeredIdentityContext extractIdentityFromProfile(EventBuilder event, JsonNode profile) {
        BrokeredIdentityContext identity = super.extractIdentityFromProfile(event, profile);
        identity.setBrokerUserId(getConfig().getAlias() + "." + identity.getId());
        return identity;
    }
}
