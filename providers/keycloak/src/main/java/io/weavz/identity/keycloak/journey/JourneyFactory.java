package io.weavz.identity.keycloak.journey;

import org.keycloak.provider.ProviderFactory;

/** Makes a {@link Journey} for each request that needs a session. */
public interface JourneyFactory extends ProviderFactory<Journey> {

    /** The journey without a request's session; there is one for the whole server. */
    Recollection recollection();
}
