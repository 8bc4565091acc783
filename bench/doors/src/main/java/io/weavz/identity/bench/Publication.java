package io.weavz.identity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where report and plot go: always below {@code bench/target}, into docs when asked to. */
record Publication(Workplace place) {
    static final String PLOT = "performance.svg";

    private static final String START = "<!-- Written by ./dev bench --write, from here -->\n";
    private static final String NODES_START = "<!-- Written by ./dev bench --nodes --write, from here -->\n";
    private static final String END = "<!-- to here -->\n";

    Path save(String report, String plot) throws IOException {
        Files.writeString(place.target().resolve(PLOT), plot);
        return Files.writeString(place.target().resolve("report.md"), report);
    }

    Path saveNodes(String report) throws IOException {
        return Files.writeString(place.target().resolve("nodes.md"), report);
    }

    void write(String report, String plot) throws IOException {
        writeAt(START, report);
        Files.writeString(place.docs().resolve(PLOT), plot);
    }

    void writeNodes(String report) throws IOException {
        writeAt(NODES_START, report);
    }

    private void writeAt(String mark, String report) throws IOException {
        Path page = place.docs().resolve("performance.md");
        String text = Files.readString(page);
        int start = text.indexOf(mark);
        int end = text.indexOf(END, start);
        if (start < 0 || end < start) {
            throw new Failure(page + " has no place for the report: the lines\n" + mark + END);
        }
        Files.writeString(page, text.substring(0, start) + mark + "\n" + report + "\n" + text.substring(end));
    }
}
