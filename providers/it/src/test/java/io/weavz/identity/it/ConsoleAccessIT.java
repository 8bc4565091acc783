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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who reaches the endpoints of the identity console: administrators, and nobody else, whatever the menu shows. */
@Tag("postgres")
class ConsoleAccessIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final String SECONDS = String.valueOf(WeavzServer.SIGN_IN_AGE.toSeconds());
    private static Organization acme;
    private static String owner;
    private static String member;

    @BeforeAll
    static void people() {
        acme = Fixture.organization(SERVER);
        owner = People.member(acme, "owner").token();
        member = People.member(acme, "member").token();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/inventory/credentials",
        "GET, /admin/inventory/mcp-servers",
        "GET, /admin/audit/refusals",
        "GET, /admin/audit/refusals?format=csv",
        "GET, /admin/audit/changes",
        "GET, /admin/audit/changes?format=jsonl",
        "GET, /admin/sessions",
        "DELETE, /admin/sessions/any",
        "GET, /admin/cluster",
        "POST, /admin/cluster/probe",
        "GET, /admin/no-such-thing",
        "GET, /service-keys",
        "POST, /service-keys",
        "GET, /service-keys/any",
        "PATCH, /service-keys/any",
        "DELETE, /service-keys/any",
        "POST, /service-keys/any/regenerate",
        "GET, /service-keys/any/acting-organizations"
    })
    @DisplayName("case 48: no owner, member, key or service key reaches an endpoint of the console")
    void nobodyButAnAdministrator(String method, String path) {
        Http.method(method, "/api/v1" + path).expect(401);
        for (String token : new String[] {owner, member, acme.apiKey()}) {
            Answer refused = Http.method(method, "/api/v1" + path).bearer(token).expect(403);
            assertThat(refused.text("/code")).isEqualTo("FORBIDDEN");
        }
        Http.method(method, "/api/v1" + path)
                .header("X-Service-Key", SERVER.bootstrapServiceKey())
                .expect(403);
    }

    @Test
    @DisplayName("case 48: a role that is taken away counts no more, though the token has it")
    void aRoleThatWasTakenAwayCountsNoMore() {
        People.Person person = Administrators.create();
        String token = person.token();
        Http.get("/api/v1/admin/sessions").bearer(token).expect(200);
        Administrators.demote(person);
        Http.get("/api/v1/admin/sessions").bearer(token).expect(403);
    }

    @Test
    @DisplayName("case 48: who signed in too long ago issues no service key until signing in again")
    void whoSignedInTooLongAgoIssuesNoServiceKey() {
        People.Person person = Administrators.create();
        String token = person.token();
        String id = issue(token).expect(201).text("/serviceKey/id");

        People.await(() -> issue(token).send().status() == 403);
        for (Http request : new Http[] {issue(token), regenerate(id, token)}) {
            Answer refused = request.expect(403);
            assertThat(refused.text("/code")).isEqualTo("SIGN_IN_TOO_OLD");
            assertThat(refused.text("/details/maxAge")).isEqualTo(SECONDS);
            assertThat(refused.header("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"weavz\", error=\"insufficient_user_authentication\", max_age=" + SECONDS);
        }
        Http.get("/api/v1/service-keys").bearer(token).expect(200);
        String again = person.token();
        regenerate(id, again).expect(200);
        issue(again).expect(201);
        // To end one is always in a hurry.
        Http.delete("/api/v1/service-keys/" + id).bearer(token).expect(200);
    }

    private static Http regenerate(String id, String token) {
        return Http.post("/api/v1/service-keys/" + id + "/regenerate").bearer(token);
    }

    private static Http issue(String token) {
        return Http.post("/api/v1/service-keys")
                .bearer(token)
                .json(
                        "name",
                        "console",
                        "organizations",
                        Json.array(acme.id()),
                        "expiresAt",
                        Instant.now().plusSeconds(3600).toString());
    }
}
