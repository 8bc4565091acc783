package io.weavz.identity.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;

/** A service that answers as a test says; it keeps its port when it is restarted. */
final class StubService implements AutoCloseable {

    /** One way to answer. */
    interface Way {
        void answer(HttpExchange exchange) throws IOException;
    }

    private volatile Way way = status(404, List.of());
    private HttpServer server = start(0);

    /** Nothing but a status and headers, from names and values in turn. */
    static Way status(int status, List<String> headers) {
        return exchange -> {
            add(exchange, headers);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    static void add(HttpExchange exchange, List<String> headers) {
        for (int i = 0; i < headers.size(); i += 2) {
            exchange.getResponseHeaders().add(headers.get(i), headers.get(i + 1));
        }
    }

    void answers(Way next) {
        way = next;
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void restart() {
        server = start(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer start(int port) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            started.setExecutor(Executors.newCachedThreadPool());
            started.createContext("/", exchange -> {
                try (exchange) {
                    way.answer(exchange);
                }
            });
            started.start();
            return started;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
