package io.weavz.identity.it.harness.social;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * Google, GitHub and Discord on this machine, under their own names and over TLS: one server for all names, reached
 * through a proxy. Keycloak and the tests' browsers are told of the proxy; nothing is changed in what they send.
 */
public final class SocialProviders {
    private static final SocialProvider GOOGLE = new Google();
    private static final SocialProvider GITHUB = new GitHub();
    private static final SocialProvider DISCORD = new Discord();
    private static final List<SocialProvider> ALL = List.of(GOOGLE, GITHUB, DISCORD);
    private static final SocialProviders RUNNING = start();

    private final Certificate certificate;
    private final ForwardProxy proxy;

    private SocialProviders(Certificate certificate, ForwardProxy proxy) {
        this.certificate = certificate;
        this.proxy = proxy;
    }

    public static SocialProvider google() {
        return GOOGLE;
    }

    public static SocialProvider gitHub() {
        return GITHUB;
    }

    public static SocialProvider discord() {
        return DISCORD;
    }

    public static List<SocialProvider> all() {
        return ALL;
    }

    public static SocialProvider byAlias(String alias) {
        return ALL.stream()
                .filter(provider -> provider.alias().equals(alias))
                .findFirst()
                .orElseThrow();
    }

    /** Before each test: nobody is signed in anywhere, and nothing is out of order. */
    public static void reset() {
        ALL.forEach(SocialProvider::reset);
    }

    /** Where everybody finds the providers. */
    public static InetSocketAddress proxy() {
        return RUNNING.proxy.address();
    }

    /** Trusts the providers of this run and nobody else. */
    public static SSLContext tls() {
        return RUNNING.certificate.tls();
    }

    /** What the test server is told: the clients that it is at the providers, where they are, and to trust them. */
    public static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (SocialProvider provider : ALL) {
            String start = "WEAVZ_" + provider.alias().toUpperCase(Locale.ROOT);
            environment.put(start + "_ENABLED", "true");
            environment.put(start + "_CLIENT_ID", provider.clientId());
            environment.put(start + "_CLIENT_SECRET", provider.clientSecret());
        }
        String hosts = String.join("|", hosts()).replace(".", "\\.");
        environment.put(
                "KC_SPI_CONNECTIONS_HTTP_CLIENT__DEFAULT__PROXY_MAPPINGS",
                "(" + hosts + ");http://127.0.0.1:" + proxy().getPort());
        environment.put(
                "KC_TRUSTSTORE_PATHS",
                RUNNING.certificate.file().toAbsolutePath().toString());
        return environment;
    }

    private static Set<String> hosts() {
        return ALL.stream().flatMap(provider -> provider.hosts().stream()).collect(Collectors.toSet());
    }

    private static SocialProviders start() {
        try {
            Path folder = Path.of(System.getProperty("weavz.it.target", "target"), "providers");
            Certificate certificate = Certificate.make(folder, hosts());
            ExecutorService threads = Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "providers");
                thread.setDaemon(true);
                return thread;
            });
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
            server.setExecutor(threads);
            server.createContext("/", SocialProviders::dispatch);
            server.start();
            return new SocialProviders(certificate, new ForwardProxy(hosts(), server.getAddress(), threads));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void dispatch(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange);
        for (SocialProvider provider : ALL) {
            if (provider.hosts().contains(call.host())) {
                provider.answer(call);
                return;
            }
        }
        call.answer(421, "text/plain", "Nobody here is " + call.host());
    }
}
