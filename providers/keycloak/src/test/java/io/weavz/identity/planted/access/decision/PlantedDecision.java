package io.weavz.identity.planted.access.decision;

/** Breaks: access uses the JDK only. */
public final class PlantedDecision {
    org.keycloak.models.RealmModel realm;
}
