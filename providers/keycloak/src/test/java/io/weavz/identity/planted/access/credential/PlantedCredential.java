package io.weavz.identity.planted.access.credential;

import io.weavz.identity.planted.access.lookup.PlantedLookup;

/** Breaks: a credential knows nothing of what comes after it. */
public final class PlantedCredential {
    PlantedLookup lookup;
}
