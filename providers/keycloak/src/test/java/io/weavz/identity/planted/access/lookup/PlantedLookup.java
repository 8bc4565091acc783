package io.weavz.identity.planted.access.lookup;

import io.weavz.identity.planted.access.decision.PlantedDecision;

/** Breaks: the journey has one direction. */
public final class PlantedLookup {
    PlantedDecision decision;
}
