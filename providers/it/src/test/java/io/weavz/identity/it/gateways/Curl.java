package io.weavz.identity.it.gateways;

import io.weavz.identity.it.harness.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The real curl, with the options that a person types. */
final class Curl {
    private Curl() {}

    /** Runs it in this folder, where a cookie jar may lie, and reads its one answer. */
    static Answer run(Path folder, String... options) {
        List<String> command =
                new ArrayList<>(List.of("curl", "--silent", "--show-error", "--include", "--max-time", "20"));
        command.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("curl failed: " + output);
            }
            return answer(String.join(" ", options), output);
        } catch (IOException e) {
            throw new UncheckedIOException("curl is missing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(String request, String output) {
        String[] parts = output.split("\r\n\r\n", 2);
        List<String> lines = parts[0].lines().toList();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            String[] pair = line.split(": ?", 2);
            headers.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
        }
        return new Answer(request, Integer.parseInt(lines.get(0).split(" ")[1]), headers, parts[1]);
    }
}
