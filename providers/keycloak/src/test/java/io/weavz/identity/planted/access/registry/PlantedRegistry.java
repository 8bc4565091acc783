package io.weavz.identity.planted.access.registry;

import io.weavz.identity.planted.access.lookup.PlantedLookup;

/** Breaks: what is kept knows nothing of how it is looked up. */
public final class PlantedRegistry {
    PlantedLookup lookup;
}
