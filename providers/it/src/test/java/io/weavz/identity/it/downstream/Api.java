package io.weavz.identity.it.downstream;

import io.weavz.identity.it.harness.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code examples/connections-api} as people start it, on a free port. */
final class Api implements AutoCloseable {

    private static final String PATH = "/api/v1/connections";

    private final Program program;

    private Api(Program program) {
        this.program = program;
    }

    /** @param secret of the client that introspects; empty where none does */
    static Api start(String secret, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java", "-jar", "target/connections-api.jar", "--port=0"));
        command.addAll(List.of(arguments));
        return new Api(Program.start(
                Program.EXAMPLES.resolve("connections-api"), Map.of("CONNECTIONS_CLIENT_SECRET", secret), command));
    }

    Http get() {
        return program.get(PATH);
    }

    Http get(String id) {
        return program.get(PATH + "/" + id);
    }

    Http post() {
        return program.post(PATH);
    }

    Http add(String name) {
        return post().json("name", name);
    }

    @Override
    public void close() {
        program.close();
    }
}
