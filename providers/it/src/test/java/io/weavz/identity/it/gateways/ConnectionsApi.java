package io.weavz.identity.it.gateways;

import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Ports;
import io.weavz.identity.it.harness.Weavz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code examples/connections-api} as people start it, behind a gateway of its own: it believes the gateway's JWT. */
final class ConnectionsApi implements AutoCloseable {
    private final Process process;
    private final RunningGateway gateway;

    private ConnectionsApi(Process process, RunningGateway gateway) {
        this.process = process;
        this.gateway = gateway;
    }

    static ConnectionsApi start(Gateway kind) {
        try {
            int port = Ports.free();
            RunningGateway gateway = RunningGateway.start(kind, Map.of("API_ADDRESS", "127.0.0.1:" + port));
            Process process = new ProcessBuilder(List.of(
                            System.getProperty("java.home") + "/bin/java",
                            "-jar",
                            "target/connections-api.jar",
                            "--port=" + port,
                            "--issuer=" + gateway.url() + "/realms/weavz",
                            "--service=" + Weavz.server().url()))
                    .directory(Path.of(System.getProperty("weavz.root", "../.."), "examples", "connections-api")
                            .toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            People.await(() -> answers(process, port));
            return new ConnectionsApi(process, gateway);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(Process process, int port) {
        if (!process.isAlive()) {
            throw new AssertionError("connections-api ended at once");
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    RunningGateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
