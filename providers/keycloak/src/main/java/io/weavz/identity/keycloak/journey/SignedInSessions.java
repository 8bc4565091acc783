package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;

/** The ids of the sessions that the realm keeps, used latest first; some may have expired and not been removed yet. */
public interface SignedInSessions {

    Page<String> ids(Slice slice);
}
