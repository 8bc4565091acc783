package io.weavz.identity.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** CPU of a request by route, as bars on a logarithmic scale, in an SVG that follows the reader's light or dark page. */
final class Plot {
    private static final int LEFT = 330;
    private static final int RIGHT = 70;
    private static final int WIDTH = 960;
    private static final int ROW = 26;
    private static final int BAR = 16;
    private static final int TOP = 56;
    private static final int BOTTOM = 30;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #24292f; }
              .title { font-weight: 600; font-size: 15px; }
              .note { fill: #57606a; }
              .grid { stroke: #d0d7de; }
              .server { fill: #0969da; }
              .database { fill: #bf8700; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .note { fill: #9198a1; }
                .grid { stroke: #3d444d; }
                .server { fill: #4493f8; }
                .database { fill: #d29922; }
              }
            </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final Results results;
    private final double low;
    private final double high;

    private Plot(Results results) {
        this.results = results;
        this.low =
                power(results.routes().stream().mapToDouble(this::server).min().orElse(1), Math::floor);
        this.high = power(results.routes().stream().mapToDouble(this::all).max().orElse(10), Math::ceil);
    }

    static String of(Results results) {
        Plot plot = new Plot(results);
        List<String> routes = results.routes();
        int height = TOP + routes.size() * ROW + BOTTOM;
        plot.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, height);
        plot.add("<title>CPU of a request in microseconds, by route</title>");
        plot.svg.append(STYLE);
        plot.heading();
        plot.grid(height);
        for (int i = 0; i < routes.size(); i++) {
            plot.bar(routes.get(i), TOP + i * ROW);
        }
        plot.add("</svg>");
        return plot.svg.toString();
    }

    private void heading() {
        add("<text class=\"title\" x=\"0\" y=\"18\">CPU of a request, microseconds, logarithmic</text>");
        add("<rect class=\"server\" x=\"%d\" y=\"8\" width=\"12\" height=\"12\"/>", LEFT + 60);
        add("<text x=\"%d\" y=\"18\">server</text>", LEFT + 78);
        add("<rect class=\"database\" x=\"%d\" y=\"8\" width=\"12\" height=\"12\"/>", LEFT + 140);
        add("<text x=\"%d\" y=\"18\">with PostgreSQL</text>", LEFT + 158);
    }

    private void grid(int height) {
        for (double tick = low; tick <= high * 1.01; tick *= 10) {
            double x = x(tick);
            add("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>", x, x, TOP - 6, height - BOTTOM);
            add("<text class=\"note\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>", x, height - 10, tick);
        }
    }

    private void bar(String route, int y) {
        double server = x(server(route));
        double all = x(all(route));
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 10, y + 13, escaped(route));
        add(
                "<rect class=\"server\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                LEFT, y, Math.max(1, server - LEFT), BAR);
        add(
                "<rect class=\"database\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                server, y, Math.max(0, all - server), BAR);
        add("<text class=\"note\" x=\"%.1f\" y=\"%d\">%.0f</text>", all + 6, y + 13, all(route));
    }

    private double x(double micros) {
        double share = Math.log10(Math.max(micros, low) / low) / Math.log10(high / low);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private double server(String route) {
        return results.median(route, Figures::serverMicros);
    }

    private double all(String route) {
        return results.median(route, Figures::micros);
    }

    private static double power(double value, DoubleUnaryOperator rounding) {
        return Math.pow(10, rounding.applyAsDouble(Math.log10(Math.max(1, value))));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
