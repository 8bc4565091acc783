package io.weavz.identity.it.gateways;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The gateways of {@code examples/gateways} that run here, each from its folder there. What one of them cannot do is said
 * once, here; docs/gateways.md says the same to people.
 */
enum Gateway {
    NGINX("/usr/sbin/nginx", List.of("-p", ".", "-c", "nginx.conf", "-g", "daemon off;"), Set.of(Lack.FINER_CODE)),
    CADDY("/usr/bin/caddy", List.of("run", "--config", "Caddyfile", "--adapter", "caddyfile"), Set.of()),
    HAPROXY("/usr/sbin/haproxy", List.of("-f", "haproxy.cfg"), Set.of()),
    APACHE("/usr/sbin/apache2", List.of("-d", ".", "-f", "httpd.conf", "-DFOREGROUND"), Set.of(Lack.values()));

    /** What verify has and a gateway does not hand on. */
    enum Lack {
        SESSION("session cookie"),
        SERVICE_KEY("service key"),
        JWT("JWT for the API"),
        FINER_CODE("the finer `code` of a refusal"),
        STATUS_403("403 for a credential that may not"),
        STATUS_429("429 for one that asks too often"),
        STATUS_503("503 when the service is away");

        private final String row;

        Lack(String row) {
            this.row = row;
        }

        /** As docs/gateways.md calls it. */
        String row() {
            return row;
        }
    }

    private static final Map<Gateway, RunningGateway> RUNNING = new ConcurrentHashMap<>();

    private final Path program;
    private final List<String> arguments;
    private final Set<Lack> lacks;

    Gateway(String program, List<String> arguments, Set<Lack> lacks) {
        this.program = Path.of(program);
        this.arguments = arguments;
        this.lacks = lacks;
    }

    Path program() {
        return program;
    }

    /** With {@code .} for the folder that it is started in. */
    List<String> arguments() {
        return arguments;
    }

    boolean has(Lack what) {
        return !lacks.contains(what);
    }

    /** For how long it may believe what it was answered. */
    Duration memory() {
        return this == APACHE ? Duration.ofSeconds(2) : Duration.ZERO;
    }

    /** The one of this JVM; started when it is asked for the first time. */
    RunningGateway running() {
        return RUNNING.computeIfAbsent(this, gateway -> RunningGateway.start(gateway, Map.of()));
    }
}
