package io.weavz.identity.keycloak.github;

import org.keycloak.broker.oidc.OAuth2IdentityProviderConfig;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.social.github.GitHubIdentityProvider;
import org.keycloak.social.github.GitHubIdentityProviderFactory;

/** Takes the place of Keycloak's own {@code github} in every realm; nothing has to be set for it. */
public final class AccountBoundGitHubFactory extends GitHubIdentityProviderFactory {
    private static final int BEFORE_KEYCLOAKS_OWN = 100;

    @Override
    public GitHubIdentityProvider create(KeycloakSession session, IdentityProviderModel model) {
        return new AccountBoundGitHub(session, new OAuth2IdentityProviderConfig(model));
    }

    @Override
    public int order() {
        return BEFORE_KEYCLOAKS_OWN;
    }
}
