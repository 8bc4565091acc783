package io.weavz.identity.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that was found out, as Markdown. */
final class Report {
    private static final double MEGA = 1e6;

    private final StringBuilder text = new StringBuilder();
    private final Results results;

    private Report(Results results) {
        this.results = results;
    }

    /** What one run of the benchmark brings to light beside the routes. */
    record Findings(
            Map<String, String> machine,
            Results results,
            ColdStart cold,
            KeyMemory memory,
            List<Core.Step> core,
            List<String> notes) {}

    static String of(Findings findings, Scale scale, String plot) {
        Report report = new Report(findings.results());
        report.machine(findings.machine());
        report.routes();
        report.line("![CPU of a request, by route](" + plot + ")\n");
        report.ratios(scale);
        report.memory(findings.memory());
        report.cold(findings.cold());
        report.core(findings.core());
        findings.notes().forEach(note -> report.line("- " + note));
        return report.text.toString().stripTrailing() + "\n";
    }

    /** What {@code --nodes} brings to light. */
    static String ofNodes(Map<String, String> machine, Growth growth) {
        Report report = new Report(new Results());
        report.machine(machine);
        report.line(
                "CPU in microseconds; a change, a look-up and a used key beyond what the same time costs at rest.\n");
        report.line(growth.table());
        return report.text.toString().stripTrailing() + "\n";
    }

    private void machine(Map<String, String> facts) {
        List<String> items = new ArrayList<>();
        facts.forEach((name, value) -> items.add(name + " " + value));
        line(String.join("; ", items) + ".\n");
    }

    private void routes() {
        line(
                "CPU in microseconds, latency in milliseconds; medians over the rounds, in which the routes take turns. The"
                        + " plot has the\nmedian of server and database together, which is not the sum of their medians.\n");
        line(
                "| route | req/s | p50 | p99 | p99.9 | CPU server | CPU PostgreSQL | CPU wrk | SQL | allocated | errors |");
        line("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (String route : results.routes()) {
            double allocated = results.median(route, Figures::allocated);
            format(
                    "| %s | %,.0f | %.2f | %.2f | %.2f | %.0f | %.0f | %.1f | %.3f | %s | %.0f |",
                    route,
                    results.median(route, Figures::rate),
                    results.median(route, Figures::p50) / 1000,
                    results.median(route, Figures::p99) / 1000,
                    results.median(route, Figures::p999) / 1000,
                    results.median(route, Figures::serverMicros),
                    results.median(route, Figures::postgresMicros),
                    results.median(route, Figures::clientMicros),
                    results.median(route, Figures::statements),
                    Double.isNaN(allocated) ? "–" : String.format(Locale.ROOT, "%.1f kB", allocated / 1000),
                    results.errors(route));
        }
        line("");
    }

    private void ratios(Scale scale) {
        line("How many times the CPU, server and database together; within each round, then the median:\n");
        line("| | times |");
        line("|---|--:|");
        ratio(Routes.BY_KEY, Routes.BARE);
        ratio(Routes.BY_KEY, Routes.CONSTANT);
        ratio(Routes.BY_COOKIE, Routes.CONSTANT);
        ratio(Routes.byManyKeys(scale), Routes.BY_KEY);
        ratio(Routes.WITH_UNKNOWN, Routes.BY_KEY);
        ratio(Routes.WITH_REVOKED, Routes.BY_KEY);
        ratio(Routes.INTROSPECTION, Routes.BY_KEY);
        ratio(Routes.KEYCLOAK_SERVICE, Routes.INTROSPECTION);
        ratio(Routes.KEYCLOAK_MEMBER, Routes.INTROSPECTION);
        ratio(Routes.KEYCLOAK_MEMBER, Routes.BY_KEY);
        ratio(BetterAuth.ON_POSTGRES, Routes.BY_KEY);
        ratio(BetterAuth.ON_MAP, Routes.BY_KEY);
        line("");
    }

    private void ratio(String route, String base) {
        results.ratio(route, base).ifPresent(times -> format("| %s ÷ %s | %.2f |", route, base, times));
    }

    private void memory(KeyMemory memory) {
        format(
                "Memory: %.0f MB of heap in use before and %.0f MB after %,.0f different keys came by, each time after a"
                        + " collection: %.0f MB for a million keys.\n",
                memory.before() / MEGA, memory.after() / MEGA, memory.keys(), memory.bytesPerMillion() / MEGA);
    }

    private void cold(ColdStart cold) {
        format(
                "Cold start: in the first %d s of full load after a restart (verify, 10k keys) %,.0f requests, %.0f of them"
                        + " wrong; %s in the first second; p99 %.1f ms in the worst; %s; %,.0f SQL statements.\n",
                cold.seconds(),
                cold.requests(),
                cold.wrong(),
                cold.firstP99().isPresent()
                        ? String.format(
                                Locale.ROOT, "p99 %.1f ms", cold.firstP99().getAsDouble() / 1000)
                        : "no answer",
                cold.worstP99() / 1000,
                cold.warmAfter() == 0
                        ? "in none of these seconds was its median within twice that of the warm server"
                        : "its median came within twice that of the warm server in second " + cold.warmAfter(),
                cold.statements());
    }

    private void core(List<Core.Step> steps) {
        line("The core alone (JMH, one thread):\n");
        line("| step | ns | ± | allocated |");
        line("|---|--:|--:|--:|");
        for (Core.Step step : steps) {
            format("| %s | %.0f | %.0f | %.0f B |", step.name(), step.nanos(), step.error(), step.bytes());
        }
        line("");
        line(
                "Three iterations of a second each: where ± is as large as the figure, its order of magnitude alone counts.\n");
    }

    private void format(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
