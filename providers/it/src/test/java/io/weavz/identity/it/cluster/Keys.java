package io.weavz.identity.it.cluster;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Node;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** API keys of an organization of their own, made and managed on node A unless another is named. */
final class Keys {
    private final String organizationId;

    /** A key and its secret. */
    record Key(String id, String plain) {}

    private Keys(String organizationId) {
        this.organizationId = organizationId;
    }

    static Keys ofNewOrganization() {
        WeavzServer a = Weavz.server();
        String slug = Fixture.uniqueSlug("cluster");
        return new Keys(Http.post("/api/v1/orgs")
                .header("X-Service-Key", a.bootstrapServiceKey())
                .json("name", "Cluster " + slug, "slug", slug)
                .expect(201)
                .text("/org/id"));
    }

    String organizationId() {
        return organizationId;
    }

    Key create() {
        return create("key");
    }

    Key create(String name) {
        return key(on(Weavz.server(), "POST", "").json("name", name).expect(201));
    }

    List<Key> create(int count) {
        return many(count, i -> create());
    }

    void delete(Key key) {
        on(Weavz.server(), "DELETE", "/" + key.id()).expect(200);
    }

    Key regenerate(Key key, int overlapSeconds) {
        return key(on(Weavz.server(), "POST", "/" + key.id() + "/regenerate")
                .json("overlapSeconds", overlapSeconds)
                .expect(200));
    }

    void setEnabled(Key key, boolean enabled) {
        on(Weavz.server(), "PATCH", "/" + key.id()).json("enabled", enabled).expect(200);
    }

    Subject revoked(Key key) {
        return Subject.of(key.plain(), () -> delete(key));
    }

    /** A request about the organization's API keys to any node. */
    Http on(WeavzServer node, String method, String path) {
        return Http.method(method, node.url() + "/api/v1/api-keys" + path)
                .serviceKey(node.bootstrapServiceKey(), organizationId);
    }

    static Key key(Answer answer) {
        return new Key(answer.text("/apiKey/id"), answer.text("/plainKey"));
    }

    /** Made by a few at a time. */
    static <T> List<T> many(int count, IntFunction<T> maker) {
        return IntStream.range(0, count).parallel().mapToObj(maker).toList();
    }

    /**
     * So that each of the nodes keeps it in mind: what has changed is forgotten once more after three seconds, and to a
     * node that was never asked everything has changed.
     */
    static void warmForLong(List<Node> nodes, List<Key> keys) {
        nodes.forEach(node -> node.verify(keys.get(0).plain()).expect(200));
        Answers.pauseUntil(Instant.now().plusSeconds(4));
        warm(nodes, keys);
    }

    /** So that each of the nodes has it in mind. */
    static void warm(List<Node> nodes, List<Key> keys) {
        for (Node node : nodes) {
            // The second time it may come from memory.
            IntStream.range(0, 2)
                    .forEach(i -> keys.forEach(key -> node.verify(key.plain()).expect(200)));
        }
    }
}
