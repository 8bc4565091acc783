package io.weavz.identity.planted.access.plan;

import io.weavz.identity.planted.access.registry.PlantedRegistry;

/** Breaks: a plan knows nothing of who has it. */
public final class PlantedPlan {
    PlantedRegistry registry;
}
