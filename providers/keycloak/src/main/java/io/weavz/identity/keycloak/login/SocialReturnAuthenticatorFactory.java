package io.weavz.identity.keycloak.login;

import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** The step of the browser flow that ends a social sign-in which was refused. */
public final class SocialReturnAuthenticatorFactory extends LoginStepFactory {

    @Override
    public Authenticator create(KeycloakSession session) {
        return new SocialReturnAuthenticator();
    }

    @Override
    public String getId() {
        return "weavz-social-return";
    }

    @Override
    public String getDisplayType() {
        return "Weavz social return";
    }

    @Override
    public String getHelpText() {
        return "Sends a person back to the application that began a social sign-in, when the provider refused it";
    }
}
