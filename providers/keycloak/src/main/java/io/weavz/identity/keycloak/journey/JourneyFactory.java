package io.weavz.identity.keycloak.journey;

import java.util.Optional;
import org.keycloak.provider.ProviderFactory;

/** Makes a {@link Journey} for each request that needs a session. */
public interface JourneyFactory extends ProviderFactory<Journey> {

    /** The journey without a request's session, one for the whole server; absent until that has started. */
    Optional<Recollection> recollection();
}
