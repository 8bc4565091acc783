package io.weavz.identity.planted.keycloak.apikeys;

import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.planted.keycloak.mcp.PlantedServers;
import io.weavz.identity.planted.keycloak.storage.PlantedRows;
import java.time.Instant;

/** Breaks: a capability uses no other, is not public, reaches no storage, has no JPA, clock or secret. */
public final class PlantedKeys {
    PlantedServers servers;
    PlantedRows rows;
    jakarta.persistence.EntityManager entityManager;

    String reveal(Secret secret) {
        return secret.reveal() + Instant.now();
    }
}
