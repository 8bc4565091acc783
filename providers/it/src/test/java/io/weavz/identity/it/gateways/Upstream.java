package io.weavz.identity.it.gateways;

import io.weavz.identity.it.harness.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What stands behind the gateways in these tests: it answers every request, and remembers it byte by byte. A path with
 * {@code events} is a stream of what a test says, one with {@code socket} a WebSocket that repeats, and {@code /status-403}
 * is the API's own answer of that status.
 */
final class Upstream {
    static final String OWN_REFUSAL = "{\"own\":\"refusal\"}";

    private static final int BACKLOG = 64;
    private static final String ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Upstream RUNNING = new Upstream();

    private final ServerSocket entrance;
    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private Upstream() {
        try {
            entrance = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    static Upstream running() {
        return RUNNING;
    }

    int port() {
        return entrance.getLocalPort();
    }

    void forget() {
        arrivals.clear();
        events.clear();
    }

    /** Of all requests since {@link #forget}, the oldest first. */
    List<Arrival> arrivals() {
        return arrivals;
    }

    /** The only one since {@link #forget}. */
    Arrival arrival() {
        if (arrivals.size() != 1) {
            throw new AssertionError("One request should have arrived, not " + arrivals);
        }
        return arrivals.get(0);
    }

    /** Sent to whoever listens to events; an empty one ends the stream. */
    void say(String event) {
        events.add(event);
    }

    private void accept() {
        while (true) {
            try {
                Socket client = entrance.accept();
                inBackground(() -> serve(client));
            } catch (IOException goneBeforeItWasAccepted) {
                // The next one may be better.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            for (String first = RawHttp.line(in); !first.isEmpty(); first = RawHttp.line(in)) {
                Arrival arrival = read(first, in);
                arrivals.add(arrival);
                answer(arrival, in, out);
            }
        } catch (IOException ended) {
            // As the gateway ended it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Arrival read(String first, InputStream in) throws IOException {
        List<Arrival.Header> headers = new ArrayList<>();
        for (String line = RawHttp.line(in); !line.isEmpty(); line = RawHttp.line(in)) {
            int colon = line.indexOf(':');
            headers.add(new Arrival.Header(
                    line.substring(0, Math.max(colon, 0)),
                    line.substring(colon + 1).strip()));
        }
        String[] words = first.split(" ", 3);
        Arrival head = new Arrival(words[0], words[1], headers, "");
        return new Arrival(words[0], words[1], List.copyOf(headers), body(head, in));
    }

    private static String body(Arrival head, InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (head.names("Transfer-Encoding")) {
            for (int size = Integer.parseInt(RawHttp.line(in), 16);
                    size > 0;
                    size = Integer.parseInt(RawHttp.line(in), 16)) {
                body.write(in.readNBytes(size));
                RawHttp.line(in);
            }
            RawHttp.line(in);
        } else {
            body.write(in.readNBytes(
                    head.header("Content-Length").map(Integer::parseInt).orElse(0)));
        }
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    private void answer(Arrival arrival, InputStream in, OutputStream out) throws IOException, InterruptedException {
        if (arrival.target().contains("events")) {
            stream(out);
        } else if (arrival.target().contains("socket") && arrival.names("Upgrade")) {
            repeat(arrival, in, out);
        } else if (arrival.target().contains("/status-")) {
            String status = arrival.target().replaceAll(".*/status-", "");
            write(out, "HTTP/1.1 " + status + " Own\r\nContent-Type: application/own+json\r\n", OWN_REFUSAL);
        } else {
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", body(arrival));
        }
    }

    private static String body(Arrival arrival) {
        return arrival.method().equals("HEAD") ? "" : "{\"arrived\":true}";
    }

    private static void write(OutputStream out, String head, String body) throws IOException {
        out.write(
                (head + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void stream(OutputStream out) throws IOException, InterruptedException {
        out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        for (String event = events.take(); !event.isEmpty(); event = events.take()) {
            String text = "data: " + event + "\n\n";
            out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** RFC 6455, as far as short texts go. */
    private static void repeat(Arrival arrival, InputStream in, OutputStream out) throws IOException {
        String key = arrival.header("Sec-WebSocket-Key").orElse("") + ACCEPT;
        out.write(
                ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                                + Base64.getEncoder().encodeToString(sha1(key)) + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        for (int kind = in.read(); kind >= 0; kind = in.read()) {
            byte[] text = new byte[in.read() & 0x7f];
            byte[] mask = in.readNBytes(4);
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) (in.read() ^ mask[i % mask.length]);
            }
            out.write(kind);
            out.write(text.length);
            out.write(text);
            out.flush();
        }
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "upstream");
        thread.setDaemon(true);
        thread.start();
    }
}
