package io.weavz.identity.it.gateways;

import java.nio.file.Path;
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
        SESSION,
        SERVICE_KEY,
        JWT,
        FINER_CODE,
        STATUS_403,
        STATUS_503
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

    /** The one of this JVM; started when it is asked for the first time. */
    RunningGateway running() {
        return RUNNING.computeIfAbsent(this, gateway -> RunningGateway.start(gateway, Map.of()));
    }
}
