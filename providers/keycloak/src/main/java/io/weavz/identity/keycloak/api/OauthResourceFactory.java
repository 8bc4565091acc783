package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.device.OauthResource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Answers at {@code /realms/{realm}/oauth}. */
public final class OauthResourceFactory extends RealmResourceFactory {

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return begun(session, new OauthResource(session));
    }

    @Override
    public String getId() {
        return "oauth";
    }
}
