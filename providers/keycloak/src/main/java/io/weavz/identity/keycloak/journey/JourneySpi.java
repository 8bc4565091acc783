package io.weavz.identity.keycloak.journey;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Names the journey in Keycloak's configuration: options start with {@code spi-weavz--identity--}. */
public final class JourneySpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "weavz";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return Journey.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return JourneyFactory.class;
    }
}
