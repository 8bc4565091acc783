package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the one node of these tests says that it is, and how late it knows of a change. */
@Tag("postgres")
class ConsoleClusterIT {
    private static final WeavzServer SERVER = Weavz.server();

    private static Http as(String method, String path) {
        return Http.method(method, "/api/v1/admin/cluster" + path).bearer(SERVER.operatorToken());
    }

    @Test
    void aNodeCountsItsAnswersFromMemoryAndItsChanges() {
        Organization acme = Fixture.organization(SERVER);
        JsonNode before = node();
        // What is looked up just after a change is not remembered.
        People.await(() -> hitsWith(acme) >= before.path("hits").asLong() + 5);
        Http.delete("/api/v1/api-keys/" + acme.apiKeyId())
                .serviceKey(SERVER.bootstrapServiceKey(), acme.id())
                .expect(200);
        JsonNode after = node();

        assertThat(after.path("name").asText()).isEqualTo(before.path("name").asText());
        assertThat(after.path("hits").asLong())
                .isGreaterThanOrEqualTo(before.path("hits").asLong() + 5);
        assertThat(after.path("changes").asLong())
                .isGreaterThan(before.path("changes").asLong());
        assertThat(after.path("bound").asLong()).isEqualTo(1_000_000);
        assertThat(after.path("remembered").asLong()).isPositive();
        People.await(() -> node().path("believes").asBoolean());
        assertThat(after.path("leaseAge").asLong()).isBetween(0L, 5_000L);
        assertThat(after.path("usesWrittenAt").asLong()).isPositive();
        assertThat(after.path("refusalsWrittenAt").asLong()).isPositive();
    }

    private static long hitsWith(Organization organization) {
        Http.get("/api/v1/verify").bearer(organization.apiKey()).expect(200);
        return node().path("hits").asLong();
    }

    private static JsonNode node() {
        Answer answer = as("GET", "").expect(200);
        assertThat(answer.json().path("nodes")).hasSize(1);
        assertThat(answer.json().path("changes").asLong()).isPositive();
        return answer.json().at("/nodes/0");
    }

    @Test
    void theProbeMeasuresHowLateAChangeIsKnown() {
        long before = as("GET", "").expect(200).json().path("changes").asLong();

        Answer probe = as("POST", "/probe").expect(200);

        assertThat(probe.json().path("nodes")).hasSize(1);
        assertThat(probe.text("/nodes/0/node")).isEqualTo(node().path("name").asText());
        assertThat(probe.json().at("/nodes/0/told").asLong(-1)).isBetween(0L, 3_000L);
        assertThat(probe.json().at("/nodes/0/read").asLong(-1)).isBetween(0L, 3_000L);
        assertThat(as("GET", "").expect(200).json().path("changes").asLong()).isGreaterThanOrEqualTo(before + 2);
    }
}
