package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Cluster;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Node;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the identity console says of three nodes, whichever of them is asked. */
@Tag("cluster")
class ClusterHealthIT {
    private static final long BOUND_MILLIS = 1_000;

    private static JsonNode ask(Node node, String method, String path) {
        return Http.method(method, node.url() + "/api/v1/admin/cluster" + path)
                .bearer(Weavz.server().operatorToken())
                .expect(200)
                .json();
    }

    private static List<String> names(Node node) {
        return ask(node, "GET", "").path("nodes").findValuesAsText("name");
    }

    @Test
    void everyNodeSeesAllThreeAndItselfFirst() {
        List<Node> nodes = Cluster.running().nodes();
        People.await(() -> nodes.stream().allMatch(node -> names(node).size() == nodes.size()));
        List<String> first = nodes.stream().map(node -> names(node).get(0)).toList();

        assertThat(first).doesNotHaveDuplicates();
        assertThat(nodes).allSatisfy(node -> assertThat(names(node)).containsExactlyInAnyOrderElementsOf(first));
    }

    @Test
    void aChangeIsKnownEverywhereWithinTheBoundWithAMessageAndWithout() {
        Node b = Cluster.running().b();
        People.await(() -> names(b).size() == Cluster.running().nodes().size());

        JsonNode measured = ask(b, "POST", "/probe").path("nodes");

        System.out.println("probe: " + measured);
        assertThat(measured).hasSize(Cluster.running().nodes().size()).allSatisfy(node -> {
            assertThat(node.path("told").asLong(-1)).isBetween(0L, BOUND_MILLIS);
            assertThat(node.path("read").asLong(-1)).isBetween(0L, BOUND_MILLIS);
        });
    }
}
