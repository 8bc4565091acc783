package io.weavz.identity.keycloak.login;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** Keycloak's entry to {@link CredentialAuthenticator}. */
public final class CredentialAuthenticatorFactory extends LoginStepFactory {

    private static final Authenticator AUTHENTICATOR = new CredentialAuthenticator();

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }

    @Override
    public String getId() {
        return "weavz-credential";
    }

    @Override
    public String getDisplayType() {
        return "Weavz credential";
    }

    @Override
    public String getReferenceCategory() {
        return "weavz-credential";
    }

    @Override
    public String getHelpText() {
        return "Accepts an organization's API key, or a service key with its organization, as the password of a"
                + " direct grant";
    }
}
