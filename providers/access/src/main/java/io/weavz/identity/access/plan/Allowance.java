package io.weavz.identity.access.plan;

import java.time.Instant;

/**
 * What is left of a rate limit, for whoever is told.
 *
 * @param limit requests a minute
 * @param remaining how many more would be let through now
 * @param resetsAt when all of the limit is there again, if nothing more is asked
 */
public record Allowance(int limit, int remaining, Instant resetsAt) {}
