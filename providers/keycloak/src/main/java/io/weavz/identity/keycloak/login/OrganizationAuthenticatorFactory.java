package io.weavz.identity.keycloak.login;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** The step of a login flow that settles the active organization. */
public final class OrganizationAuthenticatorFactory extends LoginStepFactory {

    @Override
    public Authenticator create(KeycloakSession session) {
        return new OrganizationAuthenticator();
    }

    @Override
    public String getId() {
        return "weavz-organization";
    }

    @Override
    public String getDisplayType() {
        return "Weavz organization";
    }

    @Override
    public String getHelpText() {
        return "Asks a member of several organizations which one to act for";
    }
}
