package io.weavz.identity.planted.keycloak.http;

import io.weavz.identity.planted.keycloak.mcp.PlantedServers;

/** Breaks: only the front door sees capabilities. */
public final class PlantedReading {
    PlantedServers servers;
}
