package io.weavz.identity.access.plan;

import java.time.Duration;

/** Whether a request was within the limits. */
public sealed interface Spending {

    /** Of the limit that is closest to its end. */
    Allowance allowance();

    /** It was, and is counted. */
    record Within(Allowance allowance) implements Spending {}

    /**
     * It was not, and nothing is counted.
     *
     * @param retryAfter how long until one would be let through, more than zero
     */
    record Exceeded(Allowance allowance, Duration retryAfter) implements Spending {}
}
