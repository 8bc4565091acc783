package io.weavz.identity.keycloak.api;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Answers at {@code /realms/{realm}/api}. */
public final class ApiResourceFactory extends RealmResourceFactory {

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return provider(PreflightResource.orElse(session, new ApiResource(session)));
    }

    @Override
    public String getId() {
        return "api";
    }
}
