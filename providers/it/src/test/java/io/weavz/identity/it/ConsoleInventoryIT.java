package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What an administrator finds in the whole realm: organizations, credentials, servers, and whom service keys act for. */
@Tag("postgres")
class ConsoleInventoryIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final String CREDENTIALS = "/admin/inventory/credentials";
    private static final String SERVERS = "/admin/inventory/mcp-servers";
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Http ask(String path) {
        return Http.get("/api/v1" + path).bearer(SERVER.operatorToken());
    }

    private static Answer found(String path, String query) {
        return ask(path + "?" + query).expect(200);
    }

    @Test
    void aKeyIsFoundByItsIdByItsPrefixAndByItsName() {
        for (String text : new String[] {
            acme.apiKeyId(), acme.apiKeyId().substring(0, 9), acme.apiKey().substring(0, 8)
        }) {
            Answer answer = found(CREDENTIALS, "organizationId=" + acme.id() + "&search=" + text);
            assertThat(answer.json().at("/credentials/0/id").asText()).isEqualTo(acme.apiKeyId());
            assertThat(answer.text("/credentials/0/organizationSlug")).isEqualTo(acme.slug());
            assertThat(answer.text("/credentials/0/kind")).isEqualTo("api_key");
            assertThat(answer.text("/total")).isEqualTo("1");
            assertThat(answer.body()).doesNotContain(acme.apiKey());
        }
        assertThat(found(CREDENTIALS, "search=FIXTURE&kind=api_key&organizationId=" + acme.id())
                        .text("/total"))
                .isEqualTo("1");
    }

    @Test
    @DisplayName("case 49: a secret is searched for nowhere: the text is too long, and not repeated")
    void aSecretIsNotSearchedFor() {
        Answer refused = ask(CREDENTIALS + "?search=" + acme.apiKey()).expect(400);
        assertThat(refused.text("/details/field")).isEqualTo("search");
        assertThat(refused.body()).doesNotContain(acme.apiKey());
        // What is kept of a secret is its first eight characters; more of it finds nothing.
        assertThat(found(CREDENTIALS, "search=" + acme.apiKey().substring(0, 12))
                        .text("/total"))
                .isEqualTo("0");
    }

    @Test
    void credentialsAreListedByKindAndOrganizationTheNewestFirst() {
        Answer ofAcme = found(CREDENTIALS, "organizationId=" + acme.id());
        assertThat(ofAcme.json().path("credentials").findValuesAsText("kind"))
                .containsExactlyInAnyOrder("api_key", "mcp_token");
        assertThat(found(CREDENTIALS, "kind=mcp_token&organizationId=" + acme.id())
                        .text("/credentials/0/serverId"))
                .isEqualTo(acme.mcpServerId());
        Answer page = found(CREDENTIALS, "limit=2");
        assertThat(page.json().path("credentials").findValuesAsText("createdAt"))
                .hasSize(2)
                .isSortedAccordingTo((one, two) -> two.compareTo(one));
        ask(CREDENTIALS + "?kind=password").expect(400);
    }

    @Test
    void aServerIsFoundByItsIdAsItStandsInAnAddress() {
        for (String text :
                new String[] {"srv_" + acme.mcpServerId(), acme.mcpServerId(), "server_" + acme.mcpServerId()}) {
            Answer answer = found(SERVERS, "search=" + text);
            assertThat(answer.text("/total")).isEqualTo("1");
            assertThat(answer.text("/servers/0/organizationSlug")).isEqualTo(acme.slug());
        }
        assertThat(found(SERVERS, "organizationId=" + other.id()).text("/servers/0/id"))
                .isEqualTo(other.mcpServerId());
    }

    @Test
    @DisplayName("case 21: what looks like a pattern or like SQL is text")
    void whatLooksLikeAPatternIsText() {
        for (String text : new String[] {"%25", "_", "'", "%27%20or%20%271%27%3D%271"}) {
            assertThat(found(CREDENTIALS, "kind=api_key&organizationId=" + acme.id() + "&search=" + text)
                            .text("/total"))
                    .isEqualTo("0");
        }
        ask(CREDENTIALS + "?search=a%00b").expect(400);
    }

    @Test
    void organizationsAreFoundByPartOfTheNamePlanAndState() {
        String organizations = "/admin/organizations";
        assertThat(found(organizations, "search=" + acme.slug().toUpperCase(java.util.Locale.ROOT))
                        .text("/organizations/0/id"))
                .isEqualTo(acme.id());
        Organization own = Fixture.organization(SERVER);
        String named = "search=" + own.slug() + "&";
        assertThat(found(organizations, named + "plan=enterprise&enabled=true").text("/total"))
                .isEqualTo("1");
        assertThat(found(organizations, named + "plan=free").text("/total")).isEqualTo("0");
        Http.patch("/api/v1" + organizations + "/" + own.id())
                .bearer(SERVER.operatorToken())
                .json("enabled", false)
                .expect(200);
        assertThat(found(organizations, named + "enabled=true").text("/total")).isEqualTo("0");
        assertThat(found(organizations, named + "enabled=false").text("/total")).isEqualTo("1");
        ask(organizations + "?enabled=perhaps").expect(400);
    }

    @Test
    void aServiceKeySaysForWhomItReallyActed() {
        Answer made = Http.post("/api/v1/service-keys")
                .bearer(SERVER.operatorToken())
                .json(
                        "name",
                        "acts",
                        "organizations",
                        Json.array(acme.id(), other.id()),
                        "expiresAt",
                        Instant.now().plusSeconds(3600).toString())
                .expect(201);
        String path = "/service-keys/" + made.text("/serviceKey/id") + "/acting-organizations";
        assertThat(ask(path).expect(200).json().path("organizations")).isEmpty();

        Http.get("/api/v1/verify")
                .serviceKey(made.text("/plainKey"), acme.slug())
                .expect(200);
        Http.get("/api/v1/verify").serviceKey(made.text("/plainKey"), "nobody").expect(403);

        People.await(() -> ask(path).expect(200).json().path("organizations").size() == 1);
        Answer first = ask(path).expect(200);
        assertThat(first.text("/organizations/0/slug")).isEqualTo(acme.slug());

        // Who acts again does so later, and is no second one.
        People.await(() -> {
            Http.get("/api/v1/verify")
                    .serviceKey(made.text("/plainKey"), acme.id())
                    .expect(200);
            return ask(path)
                            .expect(200)
                            .text("/organizations/0/lastActedAt")
                            .compareTo(first.text("/organizations/0/lastActedAt"))
                    > 0;
        });
        assertThat(ask(path).expect(200).json().path("organizations")).hasSize(1);
    }
}
