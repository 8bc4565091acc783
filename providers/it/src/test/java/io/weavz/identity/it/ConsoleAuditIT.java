package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What administrators read of refusals and changes, and take away as a file. */
@Tag("postgres")
class ConsoleAuditIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Answer ask(String query) {
        return Http.get("/api/v1/admin/audit/" + query)
                .bearer(SERVER.operatorToken())
                .expect(200);
    }

    @Test
    void aRefusalIsFoundByOrganizationCredentialKindReasonAndTime() {
        Instant before = Instant.now().minusSeconds(1);
        Http.get("/api/v1/workspaces")
                .bearer(acme.apiKey())
                .header("X-Org-ID", other.id())
                .expect(403);
        String one = "refusals?credentialId=" + acme.apiKeyId();
        People.await(() -> ask(one).json().path("total").asInt() == 1);

        Answer found =
                ask(one + "&kind=api_key&reason=other_organization&organizationId=" + acme.id() + "&from=" + before);
        assertThat(found.text("/total")).isEqualTo("1");
        assertThat(found.text("/refusals/0/door")).isEqualTo("rest");
        assertThat(found.text("/refusals/0/reason")).isEqualTo("other_organization");
        assertThat(found.text("/refusals/0/address")).isNotEmpty();
        for (String not :
                new String[] {"&kind=session", "&reason=expired", "&organizationId=" + other.id(), "&to=" + before}) {
            assertThat(ask(one + not).text("/total")).as(not).isEqualTo("0");
        }
    }

    @Test
    void aKeyThatIsSentAgainAndAgainIsOneRowASecond() {
        int questions = 200;
        String key = Http.post("/api/v1/api-keys")
                .bearer(other.apiKey())
                .json("name", "sent again")
                .expect(201)
                .text("/plainKey");
        for (int i = 0; i < questions; i++) {
            Http.get("/api/v1/workspaces")
                    .bearer(key)
                    .header("X-Org-ID", acme.id())
                    .expect(403);
        }

        String all = "refusals?limit=100&reason=other_organization&organizationId=" + other.id();
        People.await(() -> times(all) >= questions);
        assertThat(times(all)).isEqualTo(questions);
        assertThat(ask(all).json().path("total").asInt()).isLessThan(questions / 4);
    }

    private static long times(String query) {
        return ask(query).json().path("refusals").findValues("times").stream()
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    @Test
    void aChangeIsFoundByWhoMadeItAndByWhatWasChanged() {
        String id = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "audited")
                .expect(201)
                .text("/apiKey/id");
        Http.delete("/api/v1/api-keys/" + id).bearer(acme.apiKey()).expect(200);

        Answer ofIt = ask("changes?credentialId=" + id);
        assertThat(ofIt.json().path("changes").findValuesAsText("operation")).containsExactly("DELETE", "CREATE");
        assertThat(ofIt.text("/changes/0/path")).isEqualTo("organizations/" + acme.id() + "/api-keys/" + id);
        assertThat(ofIt.text("/changes/0/credentialId")).isEqualTo(acme.apiKeyId());
        assertThat(ask("changes?kind=api-keys&reason=delete&organizationId=" + acme.id() + "&credentialId="
                                + acme.apiKeyId())
                        .text("/changes/0/path"))
                .endsWith(id);
        assertThat(ask("changes?kind=members&organizationId=" + acme.id()).text("/total"))
                .isEqualTo("0");
    }

    @Test
    void theLatestComeFirstAndInPages() {
        Answer first = ask("changes?limit=1");
        Answer second = ask("changes?limit=1&offset=1");
        assertThat(first.text("/changes/0/time")).isGreaterThanOrEqualTo(second.text("/changes/0/time"));
        assertThat(first.json().path("total").asInt()).isGreaterThan(1);
    }

    @Test
    void aTimeThatIsNoneOrTooLongIsRefused() {
        for (String query :
                new String[] {"from=yesterday", "from=2030-01-01T00:00:00Z", "from=2020-01-01T00:00:00Z", "format=xlsx"
                }) {
            assertThat(Http.get("/api/v1/admin/audit/refusals?" + query)
                            .bearer(SERVER.operatorToken())
                            .expect(400)
                            .text("/code"))
                    .isEqualTo("VALIDATION_ERROR");
        }
    }

    @Test
    void aFileHasTheSameRowsAsAList() {
        Answer csv = ask("changes?format=csv&organizationId=" + acme.id());
        Answer lines = ask("changes?format=jsonl&organizationId=" + acme.id());
        int total =
                ask("changes?organizationId=" + acme.id()).json().path("total").asInt();

        assertThat(csv.header("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).hasValue("attachment; filename=\"changes.csv\"");
        assertThat(csv.header("Cache-Control")).hasValue("no-store");
        assertThat(csv.body().lines().findFirst())
                .hasValue("\"time\",\"operation\",\"path\",\"method\",\"credentialId\",\"userId\",\"address\"");
        assertThat(csv.body().split("\r\n")).hasSize(total + 1);
        assertThat(lines.body().lines().map(Json::parse))
                .hasSize(total)
                .allSatisfy(row -> assertThat(row.path("path").asText()).contains(acme.id()));
    }

    @Test
    @DisplayName("case 50: a credential is looked for as text, whatever JSON it looks like")
    void aCredentialIsLookedForAsText() {
        for (String text : new String[] {"%22%7D", "%5C", "%25", "%22door%22%3A"}) {
            ask("refusals?credentialId=" + text);
            assertThat(ask("refusals?organizationId=" + text).text("/total")).isEqualTo("0");
        }
    }
}
