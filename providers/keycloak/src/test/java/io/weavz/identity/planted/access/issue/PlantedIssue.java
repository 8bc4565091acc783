package io.weavz.identity.planted.access.issue;

import io.weavz.identity.planted.access.plan.PlantedPlan;

/** Breaks: what makes secrets asks for no plan. */
public final class PlantedIssue {
    PlantedPlan plan;
}
