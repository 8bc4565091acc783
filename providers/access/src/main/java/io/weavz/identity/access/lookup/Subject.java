package io.weavz.identity.access.lookup;

/**
 * Who speaks: a person, or the service user of an organization.
 *
 * @param id of a Keycloak user, the claim {@code sub}
 * @param username what introspection shows as {@code username}
 */
public record Subject(String id, String username) {}
