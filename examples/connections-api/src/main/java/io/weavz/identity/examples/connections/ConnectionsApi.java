package io.weavz.identity.examples.connections;

import com.sun.net.httpserver.HttpServer;
import io.weavz.identity.client.JwtOptions;
import io.weavz.identity.client.JwtVerifier;
import io.weavz.identity.client.Verifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * An API behind a gateway, or before none: every organization sees its own connections. It believes either the JWT that
 * the gateway brings, checked offline, or what introspection (RFC 7662) says of the credential itself.
 */
public final class ConnectionsApi {

    private ConnectionsApi() {}

    public static void main(String[] arguments) throws IOException {
        Arguments asked = Arguments.parse(arguments, Optional.ofNullable(System.getenv("CONNECTIONS_CLIENT_SECRET")));
        HttpServer server = start(asked.port(), verifier(asked));
        System.out.println(
                "Connections API: http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** @param port 0 for any free one */
    static HttpServer start(int port, Verifier verifier) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/api/v1/connections", new ConnectionsHandler(verifier, new Connections()));
        server.createContext("/health", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        return server;
    }

    private static Verifier verifier(Arguments asked) {
        if (asked.mode() == Arguments.Mode.INTROSPECTION) {
            return new IntrospectionVerifier(
                    URI.create(asked.service() + "/protocol/openid-connect/token/introspect"),
                    asked.audience(),
                    asked.client(),
                    asked.secret());
        }
        return JwtVerifier.of(JwtOptions.of(asked.issuer())
                .withKeys(URI.create(asked.service() + "/protocol/openid-connect/certs"))
                .withAudience(asked.audience()));
    }
}
