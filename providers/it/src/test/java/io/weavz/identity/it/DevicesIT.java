package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Device;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.FormBrowser;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Metrics;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.People.Person;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The devices of a person, seen and ended by the person. */
@Tag("postgres")
class DevicesIT {
    private static final String DEVICES = "/api/v1/devices";
    private static final WeavzServer SERVER = Weavz.server();

    private Organization acme;
    private Person person;

    @BeforeEach
    void somebody() {
        acme = Fixture.organization(SERVER);
        person = People.member(acme, "member");
    }

    private Answer tokens() {
        return Device.tokens(person, acme.workspaceId());
    }

    private static Http as(Person who, String method, String path) {
        return Http.method(method, DEVICES + path).bearer(who.token());
    }

    private static JsonNode listed(Person who) {
        Answer answer = as(who, "GET", "").expect(200);
        JsonNode devices = answer.json().path("devices");
        assertThat(answer.text("/total")).isEqualTo(String.valueOf(devices.size()));
        return devices;
    }

    private static List<String> ids(Person who) {
        return listed(who).findValuesAsText("id");
    }

    private static Http verify(Answer tokens) {
        return Http.get("/api/v1/verify?server=weavz").bearer(tokens.text("/access_token"));
    }

    private static void isAlive(Answer tokens) {
        verify(tokens).expect(200);
    }

    /** Good, and answered from memory. */
    private static void isRemembered(Answer tokens) {
        People.await(() -> {
            double before = Metrics.verified(SERVER, "by=\"event_loop\"");
            isAlive(tokens);
            return !Weavz.isFast() || Metrics.verified(SERVER, "by=\"event_loop\"") > before;
        });
    }

    private static void isDead(Answer tokens) {
        verify(tokens).expect(401);
        assertThat(Clients.introspect(tokens.text("/access_token")).body()).isEqualTo("{\"active\":false}");
        assertThat(Device.refresh(tokens.text("/refresh_token")).expect(400).text("/error"))
                .isEqualTo("invalid_grant");
    }

    @Test
    void aDeviceIsListedWithItsClientAndTimes() {
        assertThat(listed(person)).isEmpty();
        Instant before = Instant.now().minusSeconds(1);
        Answer tokens = tokens();

        JsonNode device = listed(person).path(0);
        assertThat(device.path("client").asText()).isEqualTo("Weavz command line");
        assertThat(device.path("ipAddress").asText()).isEqualTo("127.0.0.1");
        assertThat(device.path("createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000Z");
        Instant created = Instant.parse(device.path("createdAt").asText());
        assertThat(created).isBetween(before, Instant.now());
        assertThat(Instant.parse(device.path("lastUsedAt").asText())).isBetween(created, Instant.now());
        assertThat(device.size()).isEqualTo(5);
        assertThat(listed(People.member(acme, "owner"))).isEmpty();

        // Keycloak counts in whole seconds.
        People.await(() -> Instant.now().getEpochSecond() > created.getEpochSecond());
        Device.refresh(tokens.text("/refresh_token")).expect(200);
        Instant used = Instant.parse(listed(person).path(0).path("lastUsedAt").asText());
        assertThat(used).isAfter(created);
    }

    @Test
    @DisplayName("case 30: a device that its person ends is refused at the next request, and no other is")
    void oneIsEndedAndTheOthersGoOn() {
        Answer lost = tokens();
        String id = ids(person).get(0);
        Answer kept = tokens();
        assertThat(ids(person)).hasSize(2);
        // A sign-in is a change of the person itself, so it comes first.
        Http end = as(person, "DELETE", "/" + id);
        isRemembered(lost);

        Answer ended = end.expect(200);
        assertThat(ended.body()).isEqualTo("{\"deleted\":true,\"id\":\"" + id + "\"}");
        isDead(lost);
        isAlive(kept);
        Device.refresh(kept.text("/refresh_token")).expect(200);
        assertThat(ids(person)).hasSize(1).doesNotContain(id);
        as(person, "DELETE", "/" + id).expect(404);
        assertThat(Http.get("/api/v1/admin/audit/changes?kind=devices&reason=delete&credentialId=" + id)
                        .bearer(SERVER.operatorToken())
                        .expect(200)
                        .text("/changes/0/path"))
                .isEqualTo("users/" + person.id() + "/devices/" + id);
    }

    @Test
    void allAreEndedAndTheBrowserThatApprovedThemIsNot() {
        Device device = Device.start();
        device.approve(new FormBrowser(), person, acme.workspaceId());
        Answer first = device.outcome().expect(200);
        String id = ids(person).get(0);
        Answer second = tokens();

        Answer ended = as(person, "DELETE", "").expect(200);
        assertThat(ended.body()).isEqualTo("{\"deleted\":true,\"total\":2}");
        isDead(first);
        isDead(second);
        assertThat(listed(person)).isEmpty();
        assertThat(as(person, "DELETE", "").expect(200).text("/total")).isEqualTo("0");
        // Keycloak keeps a device under the id of the session in whose browser it was approved.
        assertThat(People.admin("GET", "/users/" + person.id() + "/sessions")
                        .expect(200)
                        .json()
                        .findValuesAsText("id"))
                .contains(id);
    }

    @Test
    void theyAreNotListedOnceThePersonIsSignedOutEverywhere() {
        tokens();
        People.await(() -> {
            // Keycloak counts in whole seconds: a session of the same second is not before it.
            People.admin("POST", "/users/" + person.id() + "/logout").expect(204);
            return ids(person).isEmpty();
        });
    }

    @Test
    @DisplayName("case 26: somebody else's device is a missing one")
    void somebodyElsesIsAMissingOne() {
        Answer tokens = tokens();
        String id = ids(person).get(0);
        Person other = People.member(acme, "owner");

        Answer foreign = as(other, "DELETE", "/" + id).expect(404);
        assertThat(foreign.text("/code")).isEqualTo("NOT_FOUND");
        assertThat(foreign.body())
                .isEqualTo(as(other, "DELETE", "/none").expect(404).body());
        assertThat(as(other, "DELETE", "").expect(200).text("/total")).isEqualTo("0");
        isAlive(tokens);
        assertThat(ids(person)).containsExactly(id);
    }

    @Test
    void keysAreRefused() {
        Answer tokens = tokens();
        String id = ids(person).get(0);
        for (String[] request : new String[][] {{"GET", ""}, {"DELETE", ""}, {"DELETE", "/" + id}}) {
            String path = DEVICES + request[1];
            Answer refused = Http.method(request[0], path).bearer(acme.apiKey()).expect(403);
            assertThat(refused.text("/error")).isEqualTo("FORBIDDEN");
            Http.method(request[0], path)
                    .serviceKey(SERVER.bootstrapServiceKey(), acme.id())
                    .expect(403);
            Http.method(request[0], path).bearer(acme.mcpToken()).expect(401);
            Http.method(request[0], path).bearer(tokens.text("/access_token")).expect(401);
            assertThat(Http.method(request[0], path).expect(401).header("WWW-Authenticate"))
                    .isPresent();
        }
        isAlive(tokens);
    }

    @Test
    @DisplayName("case 43: a page that is not trusted ends nothing with somebody's cookie")
    void theCookieCountsForTrustedPages() {
        Answer tokens = tokens();
        AuthClient browser = AuthClient.signedIn(person.email());
        String id = browser.request("GET", DEVICES).expect(200).text("/devices/0/id");

        for (String path : List.of("", "/" + id)) {
            Http.delete(DEVICES + path)
                    .header("Cookie", browser.sessionCookie())
                    .header("Origin", "https://evil.example")
                    .expect(403);
            Http.delete(DEVICES + path)
                    .header("Cookie", browser.sessionCookie())
                    .expect(403);
        }
        isAlive(tokens);
        browser.request("DELETE", DEVICES + "/" + id).expect(200);
        isDead(tokens);
    }

    @Test
    void otherMethodsAndPathsHaveOurShape() {
        assertThat(as(person, "PUT", "").expect(405).text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(as(person, "GET", "/none").expect(404).text("/code")).isEqualTo("NOT_FOUND");
        assertThat(as(person, "DELETE", "/none/more").expect(404).text("/code")).isEqualTo("NOT_FOUND");
        Http.delete(DEVICES + "/none/more").expect(401);
    }
}
