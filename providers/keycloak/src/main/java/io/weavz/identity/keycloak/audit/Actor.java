package io.weavz.identity.keycloak.audit;

/**
 * Who changed something.
 *
 * @param method how the actor authenticated
 * @param credentialId which credential or session it was
 * @param userId the person, or the organization's service user
 */
public record Actor(String method, String credentialId, String userId) {}
