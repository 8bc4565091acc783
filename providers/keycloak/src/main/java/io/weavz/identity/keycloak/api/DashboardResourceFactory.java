package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.dashboard.DashboardResource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Answers at {@code /realms/{realm}/dashboard}. */
public final class DashboardResourceFactory extends RealmResourceFactory {

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return provider(new DashboardResource(session));
    }

    @Override
    public String getId() {
        return "dashboard";
    }
}
