package io.weavz.identity.bench;

import io.weavz.identity.bench.Wrk.Load;

/**
 * What the server's heap keeps of keys that came by.
 *
 * @param keys how many different ones came
 * @param before bytes in use after a collection, before the first of them
 * @param after the same after the last
 */
record KeyMemory(double keys, double before, double after) {
    private static final double MILLION = 1e6;

    /** Every key once, as far as the time suffices; connections and code are warm already. */
    static KeyMemory measure(Wrk wrk, Route pass, Jvm jvm, Scale scale) {
        jvm.collect();
        double before = jvm.heapUsed();
        Load load = wrk.runOnce(pass, scale.pass());
        if (load.refused() + load.broken() > 0) {
            throw new Failure(
                    "The pass over all keys had %.0f wrong answers".formatted(load.refused() + load.broken()));
        }
        jvm.collect();
        return new KeyMemory(Math.min(scale.largeKeys(), load.requests()), before, jvm.heapUsed());
    }

    double bytesPerMillion() {
        return (after - before) / keys * MILLION;
    }
}
