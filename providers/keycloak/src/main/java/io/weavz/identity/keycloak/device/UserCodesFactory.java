package io.weavz.identity.keycloak.device;

import org.keycloak.models.DefaultOAuth2DeviceUserCodeProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceUserCodeProvider;

/** Stands in for Keycloak's own user codes. */
public final class UserCodesFactory extends DefaultOAuth2DeviceUserCodeProviderFactory {

    @Override
    public OAuth2DeviceUserCodeProvider create(KeycloakSession session) {
        return new UserCodes(session);
    }

    @Override
    public int order() {
        return 100;
    }
}
