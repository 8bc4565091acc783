package io.weavz.identity.it.gateways;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Line;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Ports;
import io.weavz.identity.it.harness.RawHttp;
import io.weavz.identity.it.harness.Weavz;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A gateway from Debian's package with the files of the repository, between the test server and {@link Upstream}. It
 * reaches the service by a line that can be cut. It ends with this JVM.
 */
final class RunningGateway {
    private static final String HOST = "127.0.0.1";
    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;
    private final Line line;

    private RunningGateway(int port, Line line) {
        this.port = port;
        this.line = line;
    }

    /** @param variables beside those that every gateway has */
    static RunningGateway start(Gateway gateway, Map<String, String> variables) {
        demandInstalled(gateway.program());
        try {
            int port = Ports.free();
            Line line = Line.to(Weavz.server().port());
            Map<String, String> environment = new HashMap<>(Map.of(
                    "GATEWAY_HOST",
                    HOST,
                    "GATEWAY_PORT",
                    Integer.toString(port),
                    "WEAVZ_ADDRESS",
                    HOST + ":" + line.port(),
                    "WEAVZ_CLIENT_SECRET",
                    Clients.secret("weavz-gateway"),
                    "API_ADDRESS",
                    HOST + ":" + Upstream.running().port(),
                    "MCP_ADDRESS",
                    HOST + ":" + Upstream.running().port(),
                    "MCP_PATH",
                    "/mcp/",
                    "VERIFY_CACHE",
                    "off"));
            environment.putAll(variables);
            Process process = launch(gateway, environment);
            People.await(() -> isListening(process, port));
            return new RunningGateway(port, line);
        } catch (IOException e) {
            throw new UncheckedIOException(gateway + " does not start", e);
        }
    }

    private static void demandInstalled(Path program) {
        if (!Files.isExecutable(program)) {
            String message = "There is no " + program + ": install its Debian package";
            if (System.getenv("CI") != null) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
    }

    private static Process launch(Gateway gateway, Map<String, String> environment) throws IOException {
        String name = gateway.name().toLowerCase();
        // Outside of the checkout: a worker that is nobody may not be able to look into that.
        Path folder = Files.createTempDirectory(
                "weavz-" + name, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        copy(Path.of(System.getProperty("weavz.root", "../.."), "examples", "gateways", name), folder, environment);
        List<String> command = new ArrayList<>(List.of(gateway.program().toString()));
        gateway.arguments().forEach(argument -> command.add(argument.equals(".") ? folder.toString() : argument));
        command.replaceAll(part -> part.endsWith(".conf") ? folder.resolve(part).toString() : part);
        Path log = Files.createDirectories(Path.of(System.getProperty("weavz.it.target", "target"), "gateways"))
                .resolve(name + "-" + environment.get("GATEWAY_PORT") + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(Map.of("HOME", folder.toString(), "XDG_CONFIG_HOME", folder.toString()));
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder), "stop-" + name));
        return process;
    }

    /** As they are; of a template the names in {@code ${…}} are filled in, as its first lines say. */
    private static void copy(Path files, Path folder, Map<String, String> environment) throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                String text = Files.readString(file);
                if (name.endsWith(".template")) {
                    for (Map.Entry<String, String> variable : environment.entrySet()) {
                        text = text.replace("${" + variable.getKey() + "}", variable.getValue());
                    }
                }
                Files.writeString(folder.resolve(name.replace(".template", "")), text);
            }
        }
    }

    private static boolean isListening(Process process, int port) {
        if (!process.isAlive()) {
            throw new AssertionError("It ended at once: see target/gateways");
        }
        try (Socket socket = new Socket(HOST, port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void stop(Process process, Path folder) {
        process.destroy();
        try (Stream<Path> files = Files.walk(folder)) {
            process.waitFor();
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | InterruptedException leftBehind) {
            // The system empties its folder of temporary files.
        }
    }

    String url() {
        return "http://" + HOST + ":" + port;
    }

    /** The gateway's way to the service. */
    Line line() {
        return line;
    }

    Http request(String method, String path) {
        return Http.method(method, url() + path);
    }

    Http get(String path) {
        return request("GET", path);
    }

    /** A request without a body whose first line and header lines are taken as they are. */
    Answer raw(String firstLine, String... headerLines) {
        StringBuilder text = new StringBuilder(firstLine)
                .append("\r\nHost: ")
                .append(HOST)
                .append(':')
                .append(port)
                .append("\r\nConnection: close\r\n");
        for (String line : headerLines) {
            text.append(line).append("\r\n");
        }
        return bytes(text.append("\r\n").toString());
    }

    /** All of it as it is. */
    Answer bytes(String request) {
        return RawHttp.send(HOST, port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Several requests at once on one connection, as they are; the statuses of that many answers, in order. */
    List<Integer> pipelined(String requests, int answers) {
        List<Integer> statuses = new ArrayList<>();
        try (Socket socket = new Socket(HOST, port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null && statuses.size() < answers; line = in.readLine()) {
                // A body without a line break at its end stands before the next status line.
                int start = line.indexOf("HTTP/1.1 ");
                if (start >= 0) {
                    statuses.add(Integer.parseInt(line.substring(start).split(" ")[1]));
                }
            }
            return statuses;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
