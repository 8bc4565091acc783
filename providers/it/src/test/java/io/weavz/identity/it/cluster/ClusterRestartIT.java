package io.weavz.identity.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.cluster.Keys.Key;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Cluster;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Node;
import io.weavz.identity.it.harness.People;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that die, are restarted, or hear nothing from the others. */
@Tag("cluster")
class ClusterRestartIT {
    private static final Cluster CLUSTER = Cluster.running();
    private static final int USES = 7;

    @AfterEach
    void asBefore() {
        CLUSTER.awaitAnswers();
    }

    @RepeatedTest(2)
    @DisplayName("case 56: what a killed node had answered is in effect, the rest is whole or not at all")
    void aKilledNodeLeavesNothingHalfDone() throws SQLException {
        KilledNode killed = new KilledNode();
        try {
            killed.run();
            System.out.println("killed node: " + killed.verdict());
        } finally {
            CLUSTER.c().start();
        }
        Keys keys = Keys.ofNewOrganization();
        Key key = keys.create();
        Keys.warm(CLUSTER.nodes(), List.of(key));
        // It is back in the cluster.
        People.await(() -> CLUSTER.c().log().contains("(3)"));
    }

    @Test
    @DisplayName("case 56: nodes are restarted one after the other, and no answer is wrong")
    void aRollingRestartIsNotNoticed() {
        String counted = new RollingLoad().during(() -> {
            for (Node node : CLUSTER.nodes()) {
                node.stop();
                node.start();
            }
        });
        System.out.println("rolling restart: " + counted);
    }

    @Test
    @DisplayName("case 33: a node that hears nothing of the cluster knows of a revocation from the database alone")
    void aNodeAloneFollowsTheDatabase() {
        Keys keys = Keys.ofNewOrganization();
        List<Subject> good =
                keys.create(5).stream().map(key -> Subject.lasting(key.plain())).toList();
        List<Subject> subjects = keys.create(50).stream().map(keys::revoked).toList();
        CLUSTER.c().stop();
        try {
            CLUSTER.c().startAlone();
            List<Lateness> late = Race.run(List.of(CLUSTER.c()), subjects, good);
            Lateness.print("node without a cluster", late);
            assertThat(late.get(0).worst()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        } finally {
            CLUSTER.c().stop();
            CLUSTER.c().start();
        }
    }

    /** Uses are written every ten seconds, so the node that stops has them in memory alone. */
    @Test
    void whatAStoppedNodeCountedIsWritten() {
        Keys keys = Keys.ofNewOrganization();
        Key key = keys.create();
        try {
            IntStream.range(0, USES)
                    .forEach(i -> CLUSTER.c().verify(key.plain()).expect(200));
            CLUSTER.c().stop();
            Answer usage = Http.get(CLUSTER.a().url() + "/api/v1/usage?credentialId=" + key.id())
                    .bearer(key.plain())
                    .expect(200);
            assertThat(usage.json().findValues("granted").stream()
                            .mapToInt(JsonNode::asInt)
                            .sum())
                    .isEqualTo(USES);
        } finally {
            CLUSTER.c().start();
        }
    }
}
