package io.weavz.identity.it.cluster;

import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Node;
import io.weavz.identity.it.harness.Weavz;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An administrator's requests to Keycloak, each within its limit, that take many times their size of memory. */
final class MuchMemory {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final int AT_ONCE = 6;
    /** Nine megabytes of JSON. */
    private static final int ATTRIBUTES = 700_000;

    private MuchMemory() {}

    /** Asks for more than a small node has, and waits for its end. */
    static void use(Node node) {
        String token = Weavz.server().adminToken();
        String user = IntStream.range(0, ATTRIBUTES)
                .mapToObj(i -> "\"a" + i + "\":[]")
                .collect(Collectors.joining(",", "{\"attributes\":{", "}}"));
        List<Thread> clients = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> new Thread(() -> make(node, token, user), "memory-" + i))
                .toList();
        clients.forEach(Thread::start);
        if (!node.hasEndedWithin(PATIENCE)) {
            throw new AssertionError(node + " has memory enough, or goes on without");
        }
    }

    private static void make(Node node, String token, String user) {
        try {
            Http.post(node.rootUrl() + "/admin/realms/weavz/users")
                    .bearer(token)
                    .body("application/json", user)
                    .within(PATIENCE)
                    .send();
        } catch (UncheckedIOException ended) {
            // As it should.
        }
    }
}
