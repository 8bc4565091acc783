package io.weavz.identity.it.downstream;

import io.weavz.identity.it.harness.Http;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of {@code examples} in a process of its own; a line that it prints says where it answers. */
final class Program implements AutoCloseable {

    static final Path EXAMPLES =
            Path.of(System.getProperty("weavz.root", "../.."), "examples").toAbsolutePath();

    /** A whole one: the address of something on this port, as in a complaint, is none. */
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+(?![0-9/])");

    private final Process process;
    private final String url;

    private Program(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Blocks until it says its address; the test fails with what it printed if it ends before. */
    static Program start(Path folder, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            return new Program(process, address(process.inputReader()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String address(BufferedReader output) throws IOException {
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group();
            }
            printed.append(line).append('\n');
        }
        throw new AssertionError("The program ended before it answered: " + printed);
    }

    /** Runs a command to its end, which the test waits for. */
    static void run(Path folder, String... command) {
        Path log = Path.of(System.getProperty("weavz.it.target", "target"), folder.getFileName() + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroy();
                throw new AssertionError(List.of(command) + " failed: see " + log);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    String url() {
        return url;
    }

    Http get(String path) {
        return Http.get(url + path);
    }

    Http post(String path) {
        return Http.post(url + path);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
