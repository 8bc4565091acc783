package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Principal;
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

    /** Decides by the same rules; refusals of a known credential are absent, since a worker writes them down. */
    Optional<Decision> decide(DoorContext door, AccessRequest request);

    /** A token that says who this is, minted not long ago. */
    Optional<String> mintedToken(DoorContext door, Principal principal);

    /** Counts a decision that is answered. */
    void answered(AccessRequest request, Decision decision);

    Settings settings();
}
