package io.weavz.identity.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Routes by turns, so that noise of the machine falls on all of them. */
final class Rounds {
    private final Meter meter;
    private final List<Route> routes;

    Rounds(Meter meter, List<Route> routes) {
        this.meter = meter;
        this.routes = routes;
    }

    void warmUp(Duration each) throws IOException {
        for (Route route : routes) {
            Probe.demandOk(route);
            Figures figures = meter.measure(route, each);
            if (figures.errors() > 0) {
                throw new Failure(
                        "%s does not work: %.0f wrong answers in %s".formatted(route.name(), figures.errors(), each));
            }
        }
    }

    /**
     * @param enough asked before each round but the first
     */
    void run(Results results, int rounds, Duration each, BooleanSupplier enough) throws IOException {
        for (int round = 0; round < rounds && (round == 0 || !enough.getAsBoolean()); round++) {
            System.out.println("Round " + (round + 1) + " of " + rounds);
            for (Route route : routes) {
                results.add(route.name(), meter.measure(route, each));
            }
        }
    }
}
