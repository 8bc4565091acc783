package io.weavz.identity.planted.keycloak.unlisted;

/** Breaks: no package stands outside the rules. */
public final class PlantedCapability {}
