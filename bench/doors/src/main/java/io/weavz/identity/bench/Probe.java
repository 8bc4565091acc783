package io.weavz.identity.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One request of a route, by hand, so that a route that does not work is named with what it answered. */
final class Probe {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final String OK = "HTTP/1.1 200";

    private Probe() {}

    static void demandOk(Route route) throws IOException {
        String answer = statusLine(route.target().url(), text(route.request().get()));
        if (!answer.startsWith(OK)) {
            throw new Failure(route.name() + " answers " + (answer.isEmpty() ? "nothing" : answer));
        }
    }

    private static String statusLine(URI url, String request) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "not: " + e.getMessage();
        }
    }

    /** With the first piece, which is good on every route. */
    private static String text(Request request) throws IOException {
        String piece = request.pieces().isPresent() ? first(request.pieces().get()) : "";
        return request.head() + piece + request.tail();
    }

    private static String first(Pieces pieces) throws IOException {
        Path file = pieces.file();
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(pieces.width()), StandardCharsets.US_ASCII);
        }
    }
}
