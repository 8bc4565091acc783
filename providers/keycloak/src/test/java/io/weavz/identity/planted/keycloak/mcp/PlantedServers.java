package io.weavz.identity.planted.keycloak.mcp;

import io.weavz.identity.planted.keycloak.apikeys.PlantedKeys;

/** Breaks: there is no cycle. */
public final class PlantedServers {
    PlantedKeys keys;
}
