package io.weavz.identity.access.registry;

import java.util.Optional;

/**
 * What people see of an organization beside its name; no decision asks for it.
 *
 * @param logo the address of a picture
 * @param metadata a JSON object, kept as it came
 */
public record OrganizationProfile(Optional<String> logo, Optional<String> metadata) {}
