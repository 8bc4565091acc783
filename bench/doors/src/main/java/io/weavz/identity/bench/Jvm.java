package io.weavz.identity.bench;

import java.net.URI;
import java.util.List;

/** What a JVM says of its memory: by jcmd of the JDK, and by the server's own metrics. */
record Jvm(long pid, URI metrics) {
    /** Micrometer hears of a collection a moment after it. */
    private static final long HEARD_AFTER_MILLIS = 200;

    /** Collects all garbage. Without it the counter of allocation would stand where the last collection was. */
    void collect() {
        Command.run("jcmd", 60, List.of(System.getProperty("java.home") + "/bin/jcmd", Long.toString(pid), "GC.run"));
        try {
            Thread.sleep(HEARD_AFTER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bytes, since the JVM started until the last collection. */
    double allocated() {
        return sum("jvm_gc_memory_allocated_bytes_total");
    }

    /** Bytes of the heap in use. */
    double heapUsed() {
        return sum("jvm_memory_used_bytes{area=\"heap\"");
    }

    private double sum(String start) {
        return Rest.text(metrics.toString())
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
