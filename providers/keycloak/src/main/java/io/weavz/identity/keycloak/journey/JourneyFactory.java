package io.weavz.identity.keycloak.journey;

import org.keycloak.provider.ProviderFactory;

/** Makes a {@link Journey} for each request. */
public interface JourneyFactory extends ProviderFactory<Journey> {}
