package io.weavz.identity.planted.access.decision;

import io.weavz.identity.planted.access.issue.PlantedIssue;

/** Breaks: access uses the JDK only; a decision makes no secret. */
public final class PlantedDecision {
    org.keycloak.models.RealmModel realm;
    PlantedIssue issue;
}
