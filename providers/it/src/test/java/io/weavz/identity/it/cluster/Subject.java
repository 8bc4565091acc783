package io.weavz.identity.it.cluster;

import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Node;
import java.util.function.Function;

/**
 * A credential that is good on every node, and how node A takes it away.
 *
 * @param question what a node is asked about it
 * @param end takes it away; returns when A has answered
 */
record Subject(Function<Node, Http> question, Runnable end) {
    /** Nothing takes it away. */
    static Subject lasting(String token) {
        return new Subject(node -> node.verify(token), () -> {});
    }

    static Subject of(String token, Runnable end) {
        return new Subject(node -> node.verify(token), end);
    }
}
