package io.weavz.identity.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Figures by route, in the order of the rounds; a figure of a route is the median over them. */
final class Results {
    private final Map<String, List<Figures>> byRoute = new LinkedHashMap<>();

    void add(String route, Figures figures) {
        byRoute.computeIfAbsent(route, name -> new ArrayList<>()).add(figures);
    }

    List<String> routes() {
        return List.copyOf(byRoute.keySet());
    }

    boolean has(String route) {
        return byRoute.containsKey(route);
    }

    double median(String route, ToDoubleFunction<Figures> figure) {
        return median(byRoute.get(route).stream().mapToDouble(figure).toArray());
    }

    double errors(String route) {
        return byRoute.get(route).stream().mapToDouble(Figures::errors).sum();
    }

    /** How many times as much CPU the first takes, server and database: the median of what each round says. */
    Optional<Double> ratio(String route, String base) {
        if (!has(route) || !has(base)) {
            return Optional.empty();
        }
        List<Figures> some = byRoute.get(route);
        List<Figures> others = byRoute.get(base);
        return Optional.of(median(IntStream.range(0, Math.min(some.size(), others.size()))
                .mapToDouble(i -> some.get(i).micros() / others.get(i).micros())
                .toArray()));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
