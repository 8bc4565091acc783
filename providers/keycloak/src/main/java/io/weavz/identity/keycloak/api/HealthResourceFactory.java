package io.weavz.identity.keycloak.api;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Answers at {@code /realms/{realm}/health}. */
public final class HealthResourceFactory extends RealmResourceFactory {

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return provider(new HealthResource());
    }

    @Override
    public String getId() {
        return "health";
    }
}
