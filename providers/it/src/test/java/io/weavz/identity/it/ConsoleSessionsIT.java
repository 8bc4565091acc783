package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sessions of everybody, seen and ended by administrators. */
@Tag("postgres")
class ConsoleSessionsIT {
    private static final WeavzServer SERVER = Weavz.server();

    private static Answer ask(String method, String path, int status) {
        return Http.method(method, "/api/v1/admin/sessions" + path)
                .bearer(SERVER.operatorToken())
                .expect(status);
    }

    @Test
    void anAdministratorEndsASessionAndItsCookieIsDead() {
        AuthClient person = AuthClient.signedUp();
        String other = AuthClient.signedIn(person.email()).token();
        String handle = person.token();
        String path = "?person=" + Http.encode(person.email());
        Answer found = ask("GET", path, 200);
        assertThat(found.json().path("sessions").findValuesAsText("id")).containsExactlyInAnyOrder(handle, other);
        assertThat(found.text("/sessions/0/email")).isEqualTo(person.email());

        assertThat(ask("DELETE", "/" + handle, 200).text("/id")).isEqualTo(handle);

        assertThat(person.get("/get-session").body()).isEqualTo("null");
        assertThat(ask("GET", path, 200).json().path("sessions").findValuesAsText("id"))
                .containsExactly(other);
        ask("DELETE", "/" + handle, 404);
        assertThat(Http.get("/api/v1/admin/audit/changes?kind=sessions&reason=delete&credentialId=" + handle)
                        .bearer(SERVER.operatorToken())
                        .expect(200)
                        .text("/total"))
                .isEqualTo("1");
    }

    @Test
    void theSessionUsedLatestComesFirst() {
        AuthClient person = AuthClient.signedUp();
        String id = person.userId();
        People.await(() -> ask("GET", "?limit=5", 200)
                .json()
                .path("sessions")
                .findValuesAsText("userId")
                .contains(id));
        JsonNode session = ask("GET", "?person=" + id, 200).json().at("/sessions/0");
        assertThat(session.path("name").asText()).isEqualTo("Pat Doe");
        assertThat(session.path("clients").toString()).isEqualTo("[\"weavz-auth\"]");
        assertThat(session.path("current").asBoolean()).isFalse();
        assertThat(session.path("expiresAt").asText())
                .isGreaterThan(session.path("startedAt").asText());
        assertThat(ask("GET", "?person=nobody@example.test", 200).text("/total"))
                .isEqualTo("0");
    }

    @Test
    void anAdministratorKnowsTheOwnSession() {
        People.Person person = Administrators.create();
        Answer own = Http.get("/api/v1/admin/sessions?person=" + person.id())
                .bearer(person.token())
                .expect(200);
        assertThat(own.text("/sessions/0/current")).isEqualTo("true");
    }
}
