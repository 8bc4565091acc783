package io.weavz.identity.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Requests as bytes on a socket: for what no HTTP client would send, such as doubled headers and odd bytes. */
public final class RawHttp {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int HELD_MILLIS = 500;
    private static final int HEX = 16;

    private RawHttp() {}

    /** Sends the text byte by byte as Latin-1 to the test server. */
    public static Answer send(String request) {
        return send(Weavz.server().host(), Weavz.server().port(), request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends the bytes and reads one answer. The server may refuse before it has read everything. */
    public static Answer send(String host, int port, byte[] request) {
        return exchange(() -> new Socket(host, port), firstLine(request), socket -> write(socket, request));
    }

    /** A connection that is opened. */
    private interface Opening {
        Socket open() throws IOException;
    }

    private static Answer exchange(Opening opening, String request, Consumer<Socket> says) {
        try (Socket socket = opening.open()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            says.accept(socket);
            return read(socket.getInputStream(), request);
        } catch (IOException e) {
            throw new UncheckedIOException(request, e);
        }
    }

    /** A request without a body whose header lines are taken as they are; Host and Connection are added. */
    public static Answer get(String path, String... headerLines) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: "
                + Weavz.server().host() + ":" + Weavz.server().port() + "\r\nConnection: close\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        return send(request.append("\r\n").toString());
    }

    /** The same from another address of this machine, such as 127.0.0.2. */
    public static Answer getFrom(String address, String path) {
        return sendFrom(
                address,
                "GET " + path + " HTTP/1.1\r\nHost: " + Weavz.server().host() + ":"
                        + Weavz.server().port() + "\r\nConnection: close\r\n\r\n");
    }

    /** A request whose body comes half a second after its head, and after what happens meanwhile. */
    public static Answer holdingBody(String method, String path, String bearer, String body, Runnable meanwhile) {
        return holdingBody(
                method + " /realms/weavz" + path, List.of("Authorization: Bearer " + bearer), body, meanwhile);
    }

    /**
     * The same in any realm.
     *
     * @param request method and path
     */
    public static Answer holdingBody(String request, List<String> headerLines, String body, Runnable meanwhile) {
        String head = request + " HTTP/1.1\r\nHost: " + Weavz.server().host() + ":"
                + Weavz.server().port()
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n" + String.join("\r\n", headerLines) + "\r\n\r\n";
        return exchange(() -> new Socket(Weavz.server().host(), Weavz.server().port()), request, socket -> {
            write(socket, head.getBytes(StandardCharsets.ISO_8859_1));
            hold();
            meanwhile.run();
            write(socket, body.getBytes(StandardCharsets.ISO_8859_1));
        });
    }

    private static void hold() {
        try {
            Thread.sleep(HELD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The same as {@link #send(String)} from another address of this machine. */
    public static Answer sendFrom(String address, String request) {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        return exchange(
                () -> new Socket(Weavz.server().host(), Weavz.server().port(), InetAddress.getByName(address), 0),
                firstLine(bytes),
                socket -> write(socket, bytes));
    }

    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException refusedEarly) {
            // The answer, if there is one, says why.
        }
    }

    private static Answer read(InputStream in, String request) throws IOException {
        String statusLine = line(in);
        String[] words = statusLine.split(" ", 3);
        if (words.length < 2) {
            throw new IOException("The connection was closed without an answer");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        byte[] body = body(in, headers);
        return new Answer(request, Integer.parseInt(words[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] body(InputStream in, Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("Content-Length")) {
            return in.readNBytes(Integer.parseInt(headers.get("Content-Length").get(0)));
        }
        if (!headers.containsKey("Transfer-Encoding")) {
            return new byte[0];
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), HEX); size > 0; size = Integer.parseInt(line(in), HEX)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    /** A line of HTTP/1.1 without its end. */
    public static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static String firstLine(byte[] request) {
        return new String(request, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
    }
}
