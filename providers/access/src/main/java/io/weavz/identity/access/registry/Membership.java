package io.weavz.identity.access.registry;

/** An organization and the role that somebody has in it. */
public record Membership(Organization organization, Role role) {}
