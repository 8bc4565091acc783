package io.weavz.identity.distribution;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** This machine's nginx as a child process, with the file of {@code examples/gateways/nginx}. */
final class NginxGateway implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");
    private static final int POLL_MILLIS = 50;

    private final Process process;
    private final Path folder;

    private NginxGateway(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Blocks until it listens. */
    static NginxGateway start(Checkout checkout, GatewayPlan plan, URI service) {
        Path program = program();
        try {
            Path folder = Files.createTempDirectory("weavz-gateway");
            Files.writeString(
                    folder.resolve("nginx.conf"),
                    filled(Files.readString(template(checkout)), variables(plan, service)));
            Process process = new ProcessBuilder(
                            program.toString(),
                            "-p",
                            folder.toString(),
                            "-c",
                            folder.resolve("nginx.conf").toString(),
                            "-g",
                            "daemon off;")
                    .inheritIO()
                    .start();
            NginxGateway gateway = new NginxGateway(process, folder);
            gateway.awaitListening(plan);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException("nginx does not start", e);
        }
    }

    static Path template(Checkout checkout) {
        return checkout.root()
                .resolve("examples")
                .resolve("gateways")
                .resolve("nginx")
                .resolve("nginx.conf.template");
    }

    /** The template's names in {@code ${…}} by their values; one without a value is an error. */
    static String filled(String template, Map<String, String> variables) {
        return VARIABLE.matcher(template).replaceAll(name -> Matcher.quoteReplacement(variables.get(name.group(1))));
    }

    static Map<String, String> variables(GatewayPlan plan, URI service) {
        return Map.of(
                "GATEWAY_HOST",
                HOST,
                "GATEWAY_PORT",
                Integer.toString(plan.port()),
                "WEAVZ_ADDRESS",
                service.getAuthority(),
                "API_ADDRESS",
                plan.api(),
                // Nobody's, so that /mcp/ leads to the service's own diagnostic server.
                "MCP_PATH",
                "/guarded-mcp/",
                "MCP_ADDRESS",
                plan.api(),
                "VERIFY_CACHE",
                "off");
    }

    private static Path program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new CannotStart("nginx is missing: install it, or leave out --gateway"));
    }

    private void awaitListening(GatewayPlan plan) {
        try {
            while (Ports.isFree(HOST, plan.port())) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new CannotStart("nginx ended while it started: see its output above");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while nginx started", e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        FileTree.delete(folder);
    }
}
