package io.weavz.identity.access.registry;

import java.time.Instant;

/**
 * How many requests with a credential were granted and refused in one hour.
 *
 * @param hour when the hour began
 */
public record Usage(String credentialId, Instant hour, long granted, long refused) {}
