package io.weavz.identity.keycloak.device;

import org.keycloak.models.DefaultOAuth2DeviceUserCodeProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceUserCodeProvider;

/** Stands in for Keycloak's own user codes. */
public final class UserCodesFactory extends DefaultOAuth2DeviceUserCodeProviderFactory {

    private final WrongCodes wrong = new WrongCodes();

    @Override
    public OAuth2DeviceUserCodeProvider create(KeycloakSession session) {
        return new UserCodes(session, wrong);
    }

    @Override
    public int order() {
        return 100;
    }
}
