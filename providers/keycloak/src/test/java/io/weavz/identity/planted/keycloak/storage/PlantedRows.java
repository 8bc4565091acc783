package io.weavz.identity.planted.keycloak.storage;

/** What only the assembly may reach. */
public final class PlantedRows {}
