package io.weavz.identity.keycloak.login;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** Keycloak's entry to {@link CredentialAuthenticator}. */
public final class CredentialAuthenticatorFactory implements AuthenticatorFactory {

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

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return new Requirement[] {Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED};
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
