package io.weavz.identity.it.harness.social;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * An HTTP proxy that leads the providers' names to a server on this machine, whatever port was asked for. Plain
 * requests to the loopback address pass, for browsers that send everything here; everything else is refused, so no test
 * ever reaches the real providers.
 */
final class ForwardProxy {
    private static final int HEAD_LIMIT = 65_536;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

    private final ServerSocket listener;
    private final Set<String> hosts;
    private final InetSocketAddress providers;
    private final Executor threads;

    ForwardProxy(Set<String> hosts, InetSocketAddress providers, Executor threads) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.hosts = hosts;
        this.providers = providers;
        this.threads = threads;
        threads.execute(this::listen);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void listen() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            String[] line = head.substring(0, Math.max(0, head.indexOf("\r\n"))).split(" ");
            if (line.length == 3 && line[0].equals("CONNECT") && hosts.contains(line[1].replaceFirst(":.*", ""))) {
                tunnel(client, providers, "", "HTTP/1.1 200 Connection established\r\n\r\n");
            } else if (line.length == 3 && line[1].startsWith("http://")) {
                plain(client, line, head);
            } else {
                write(client, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            }
        } catch (IOException closed) {
            // The other side has gone; so has this connection.
        }
    }

    /** One request on a connection: its line in the form that servers expect, and the wish to close afterwards. */
    private void plain(Socket client, String[] line, String head) throws IOException {
        URI uri = URI.create(line[1]);
        if (!LOOPBACK.contains(uri.getHost())) {
            write(client, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return;
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        String fields = head.substring(head.indexOf("\r\n") + 2).replaceAll("(?im)^(Proxy-)?Connection:.*\r\n", "");
        String request = line[0] + " " + target + " HTTP/1.1\r\nConnection: close\r\n" + fields;
        tunnel(client, new InetSocketAddress(uri.getHost(), uri.getPort()), request, "");
    }

    private void tunnel(Socket client, InetSocketAddress target, String toServer, String toClient) throws IOException {
        try (Socket server = new Socket(target.getAddress(), target.getPort())) {
            write(server, toServer);
            write(client, toClient);
            threads.execute(() -> pump(client, server));
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException closed) {
            // The answer is over.
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && head.size() < HEAD_LIMIT; next = in.read()) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
