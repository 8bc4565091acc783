package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.journey.Journey;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** What all our realm resources have in common. */
abstract class RealmResourceFactory implements RealmResourceProviderFactory {

    static RealmResourceProvider provider(Object resource) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return resource;
            }

            @Override
            public void close() {}
        };
    }

    /** The same for what looks credentials up: the journey begins before a body is read, which may come late. */
    static RealmResourceProvider begun(KeycloakSession session, Object resource) {
        Journey.of(session);
        return provider(resource);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
