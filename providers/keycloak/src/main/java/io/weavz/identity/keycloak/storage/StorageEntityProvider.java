package io.weavz.identity.keycloak.storage;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Adds our tables to Keycloak's own database. */
final class StorageEntityProvider implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
        return List.of(
                WeavzOrganization.class,
                WeavzWorkspace.class,
                WeavzEndUser.class,
                WeavzMcpServer.class,
                WeavzCredential.class,
                WeavzInvitation.class);
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/weavz-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return StorageEntityProviderFactory.ID;
    }

    @Override
    public void close() {}
}
