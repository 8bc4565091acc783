package io.weavz.identity.keycloak.storage;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Keycloak's entry to {@link StorageEntityProvider}. */
public final class StorageEntityProviderFactory implements JpaEntityProviderFactory {

    static final String ID = "weavz";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new StorageEntityProvider();
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
