package io.weavz.identity.bench;

/**
 * One run of one route; per request where it is not a rate or a percentile.
 *
 * @param serverMicros CPU of the process that answers
 * @param postgresMicros CPU of all processes of PostgreSQL
 * @param clientMicros CPU of the load generator
 * @param allocated bytes on the server's heap; NaN where nobody counts them
 * @param errors requests that were answered otherwise than they should, or not at all; not per request
 */
record Figures(
        double rate,
        double p50,
        double p99,
        double p999,
        double serverMicros,
        double postgresMicros,
        double clientMicros,
        double statements,
        double allocated,
        double errors) {
    /** CPU of the server and its database. */
    double micros() {
        return serverMicros + postgresMicros;
    }
}
