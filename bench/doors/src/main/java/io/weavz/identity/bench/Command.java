package io.weavz.identity.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that ends by itself, or is ended when its time is over. */
final class Command {
    private Command() {}

    static String run(String name, long seconds, List<String> command) {
        return run(name, seconds, Path.of("."), Map.of(), command);
    }

    /** Its output; the benchmark fails where it fails. */
    static String run(String name, long seconds, Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("bench", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                demandEnd(name, seconds, process, output);
                return text(output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be run", e);
        }
    }

    private static void demandEnd(String name, long seconds, Process process, Path output) throws IOException {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new Failure(name + " did not end within " + seconds + " s:\n" + text(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while " + name + " ran");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new Failure(name + " failed with " + process.exitValue() + ":\n" + text(output));
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
