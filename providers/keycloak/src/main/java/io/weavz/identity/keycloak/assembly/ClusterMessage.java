package io.weavz.identity.keycloak.assembly;

import org.keycloak.cluster.ClusterEvent;

/**
 * What one node tells the others.
 *
 * @param text the meaning is its listener's
 */
record ClusterMessage(String text) implements ClusterEvent {}
