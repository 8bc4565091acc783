package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import java.util.Optional;

/**
 * The journey as far as memory goes: without a session, a transaction or a wait, so that the event loop may ask it. It
 * decides by the same rules; what it does not remember is absent, and a worker finds it out.
 */
public interface Recollection {

    /**
     * @param realmName as the path has it
     * @param root scheme and authority of the request, {@code http://host:port}
     */
    Optional<DoorContext> door(String realmName, String root);

    /**
     * Decides and counts as {@link Journey#decide} does. A refusal of a known credential is absent, since a worker writes
     * it down; but not one by a limit, which would only cost more there.
     */
    Optional<Decision> decide(DoorContext door, AccessRequest request);

    /** A token that says who is asking, minted not long ago. Nothing is counted. */
    Optional<String> mintedToken(DoorContext door, AccessRequest request);

    Settings settings();
}
