package io.weavz.identity.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures for one node, two and so on, and how much each further node adds. */
final class Growth {
    private static final double WHOLE_FROM = 100;

    private final Map<String, List<Double>> rows = new LinkedHashMap<>();

    /** @param value for one node more than the last one; NaN if there is none */
    void add(String row, double value) {
        rows.computeIfAbsent(row, name -> new ArrayList<>()).add(value);
    }

    /** As Markdown. */
    String table() {
        int most = rows.values().stream().mapToInt(List::size).max().orElseThrow();
        String nodes = IntStream.rangeClosed(1, most)
                .mapToObj(count -> count + (count == 1 ? " node" : " nodes"))
                .collect(Collectors.joining(" | "));
        return "| | " + nodes + " | for each further node |\n|---|" + "--:|".repeat(most + 1) + "\n"
                + rows.entrySet().stream()
                        .map(row -> line(row.getKey(), row.getValue()))
                        .collect(Collectors.joining());
    }

    private static String line(String name, List<Double> values) {
        return "| " + name + " | "
                + values.stream().map(value -> text("%,", value)).collect(Collectors.joining(" | ")) + " | "
                + text("%+,", slope(values)) + " |\n";
    }

    private static String text(String flags, double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return String.format(Locale.ROOT, flags + (Math.abs(value) < WHOLE_FROM ? ".2f" : ".0f"), value);
    }

    /** Of the straight line with the least squares; NaN where fewer than two counts of nodes have a figure. */
    private static double slope(List<Double> values) {
        int[] counts = IntStream.range(0, values.size())
                .filter(i -> !Double.isNaN(values.get(i)))
                .toArray();
        double middle = IntStream.of(counts).average().orElse(0);
        double above = IntStream.of(counts)
                .mapToDouble(i -> (i - middle) * values.get(i))
                .sum();
        double below = IntStream.of(counts)
                .mapToDouble(i -> (i - middle) * (i - middle))
                .sum();
        return above / below;
    }
}
