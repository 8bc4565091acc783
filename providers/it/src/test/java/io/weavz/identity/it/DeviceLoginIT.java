package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Device;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.FormBrowser;
import io.weavz.identity.it.harness.FormBrowser.Page;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.People.Person;
import io.weavz.identity.it.harness.RawHttp;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Device login as the command line uses it, with a person at Keycloak's pages. */
@Tag("postgres")
class DeviceLoginIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;
    private static Person person;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
        person = People.member(acme, "member");
    }

    private static Http verify(String token, String path) {
        return Http.get("/api/v1/verify").bearer(token).header("X-Forwarded-Uri", path);
    }

    private static String error(Answer answer) {
        assertThat(answer.header("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.header("Content-Type").orElse("")).contains("application/json");
        assertThat(answer.json().path("error_description").asText()).isNotEmpty();
        assertThat(answer.json().has("message")).isFalse();
        return answer.text("/error");
    }

    @Test
    void theCommandLineSignsInWaitsAndCalls() {
        Device device = Device.start();
        JsonNode code = device.code().json();
        assertThat(code.path("user_code").asText()).matches("WVZ-[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(code.path("verification_uri").asText()).isEqualTo(SERVER.url() + "/oauth/device");
        assertThat(code.path("verification_uri_complete").asText())
                .isEqualTo(SERVER.url() + "/oauth/device?user_code="
                        + code.path("user_code").asText());
        assertThat(code.path("expires_in").isInt()).isTrue();
        assertThat(code.path("expires_in").asInt()).isEqualTo(900);
        assertThat(code.path("interval").asInt()).isEqualTo(5);

        assertThat(error(device.poll().expect(400))).isEqualTo("authorization_pending");
        Answer tooFast = device.poll().expect(400);
        assertThat(error(tooFast)).isEqualTo("slow_down");
        assertThat(tooFast.json().path("interval").asInt()).isEqualTo(10);

        device.approve(new FormBrowser(), person, acme.workspaceId());
        Answer tokens = device.outcome().expect(200);
        assertThat(tokens.header("Cache-Control").orElse("")).contains("no-store");
        assertThat(tokens.text("/access_token")).startsWith("mcpo_");
        assertThat(tokens.text("/refresh_token")).startsWith("mcpr_");
        assertThat(tokens.text("/token_type")).isEqualTo("Bearer");
        assertThat(tokens.json().path("expires_in").isInt()).isTrue();
        assertThat(tokens.json().path("expires_in").asInt()).isEqualTo(3600);
        assertThat(tokens.text("/scope")).isEqualTo("mcp:tools mcp:code");
        assertThat(tokens.text("/resource")).isEqualTo(Device.builtIn());

        Answer verified = verify(tokens.text("/access_token"), "/mcp/weavz").expect(200);
        assertThat(verified.header("X-Weavz-Org-Id")).hasValue(acme.id());
        assertThat(verified.header("X-Weavz-Project-Ids")).hasValue(acme.workspaceId());
        assertThat(verified.header("X-Weavz-Subject")).hasValue(person.id());
        assertThat(verified.header("X-Weavz-Auth-Method")).hasValue("mcp_oauth");
        assertThat(verified.header("X-Weavz-Mcp-Server-Id")).hasValue("weavz");
        assertThat(verified.header("X-Weavz-Scopes")).hasValue("mcp:tools mcp:code");
    }

    @Test
    void formsAndTheRootOfTheServerAnswerAlike() {
        Answer code = Http.post(SERVER.rootUrl() + "/oauth/device/code")
                .form("client_id", "weavz-cli", "resource", SERVER.rootUrl() + "/mcp/weavz")
                .expect(200);
        Answer pending = Http.post(SERVER.rootUrl() + "/oauth/token")
                .form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        code.text("/device_code"),
                        "client_id",
                        "weavz-cli")
                .expect(400);
        assertThat(error(pending)).isEqualTo("authorization_pending");
        Answer page = Http.get(SERVER.rootUrl() + "/oauth/device?user_code=" + code.text("/user_code"))
                .expect(302);
        assertThat(page.header("Location")).hasValue(SERVER.url() + "/device?user_code=" + code.text("/user_code"));
    }

    @Test
    void theCodeMayBeTypedInAnyCaseWithoutDashes() {
        for (String typed : List.of("%3$s%4$s", "wvz%1$s%2$s", "wvz %1$s %2$s", "%3$s-%4$s")) {
            Device device = Device.start();
            String[] parts = device.code().text("/user_code").split("-");
            String text = String.format(typed, parts[1].toLowerCase(), parts[2].toLowerCase(), parts[1], parts[2]);
            FormBrowser browser = new FormBrowser();
            Page page = browser.open(SERVER.url() + "/oauth/device");
            assertThat(page.asks("device_user_code")).isTrue();
            assertThat(browser.submit(page, "device_user_code", text).asks("username"))
                    .as(text)
                    .isTrue();
        }
    }

    @Test
    @DisplayName("case 54: after ten wrong codes an address may try none, and others are not locked out")
    void guessingIsBounded() {
        String page = "/realms/weavz/device?user_code=";
        String right = Device.start().code().text("/user_code");
        for (int i = 0; i < 10; i++) {
            assertThat(RawHttp.getFrom("127.0.0.2", page + right).status()).isEqualTo(302);
            assertThat(RawHttp.getFrom("127.0.0.2", page + "BBBB-BBBB").status())
                    .isEqualTo(200);
        }
        Answer tooMany = RawHttp.getFrom("127.0.0.2", page + right);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.body()).contains("Too many wrong codes");
        assertThat(RawHttp.getFrom("127.0.0.3", page + right).status()).isEqualTo(302);
    }

    @Test
    void aWrongCodeLeadsBackToThePage() {
        FormBrowser browser = new FormBrowser();
        Page page = browser.open(SERVER.url() + "/oauth/device?user_code=WVZ-BBBB-BBBB");
        assertThat(page.asks("device_user_code")).isTrue();
        assertThat(page.html()).contains("Invalid code");
    }

    @Test
    void thePersonSeesTheCodeAndTheWorkspaces() {
        Device device = Device.start();
        Page page = device.signIn(new FormBrowser(), person);
        assertThat(page.asks("workspace")).isTrue();
        assertThat(page.html())
                .contains(device.code().text("/user_code"), acme.workspaceId(), acme.slug())
                .doesNotContain(other.workspaceId());
    }

    @Test
    void aDeniedDeviceIsToldSo() {
        Device device = Device.start();
        FormBrowser browser = new FormBrowser();
        Page consent = device.choose(browser, person, acme.workspaceId());
        browser.submit(consent, "code", consent.value("code"), "cancel", "No");
        assertThat(error(device.outcome().expect(400))).isEqualTo("access_denied");
    }

    @Test
    void aCodeIsGoodOnce() {
        Device device = Device.start();
        device.approve(new FormBrowser(), person, acme.workspaceId());
        device.outcome().expect(200);
        assertThat(error(device.outcome().expect(400))).isEqualTo("invalid_grant");

        Page again = new FormBrowser().open(device.code().text("/verification_uri_complete"));
        assertThat(again.asks("device_user_code")).isTrue();
    }

    @Test
    @DisplayName("case 5: a device code of one client is of no use to another")
    void aCodeOfAnotherClientIsRefused() {
        String client = Fixture.uniqueSlug("device");
        People.admin("POST", "/clients")
                .json(
                        "clientId",
                        client,
                        "publicClient",
                        true,
                        "attributes",
                        Map.of("oauth2.device.authorization.grant.enabled", "true"))
                .expect(201);
        Device device = Device.start();
        device.approve(new FormBrowser(), person, acme.workspaceId());
        Answer refused = Http.post("/oauth/token")
                .json(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        device.code().text("/device_code"),
                        "client_id",
                        client)
                .expect(400);
        assertThat(error(refused)).isEqualTo("invalid_grant");
        device.outcome().expect(200);
    }

    @Test
    void anOldCodeHasExpired() {
        String clients = "/clients?clientId=weavz-cli";
        JsonNode client = People.admin("GET", clients).expect(200).json().get(0);
        String path = "/clients/" + client.path("id").asText();
        String life = "oauth2.device.code.lifespan";
        JsonNode brief = client.deepCopy();
        ((ObjectNode) brief.path("attributes")).put(life, "1");
        People.admin("PUT", path).json(brief).expect(204);
        try {
            Device device = Device.start();
            assertThat(device.code().json().path("expires_in").asInt()).isEqualTo(1);
            Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
            String error = "";
            while (!error.equals("expired_token") && Instant.now().isBefore(deadline)) {
                error = error(device.poll().expect(400));
            }
            assertThat(error).isEqualTo("expired_token");
        } finally {
            People.admin("PUT", path).json(client).expect(204);
        }
    }

    @Test
    @DisplayName("case 20: a workspace that is not the person's is not taken, whatever the form sends")
    void aForeignWorkspaceIsNotTaken() {
        Device device = Device.start();
        FormBrowser browser = new FormBrowser();
        Page choice = device.signIn(browser, person);
        for (String posted : List.of(other.workspaceId(), "", "nothing", "' or 1=1 --")) {
            choice = browser.submit(choice, "workspace", posted);
            assertThat(choice.asks("workspace")).as(posted).isTrue();
            assertThat(choice.html()).contains("Choose one of these workspaces");
        }
        assertThat(error(device.poll().expect(400))).isEqualTo("authorization_pending");
    }

    @Test
    void aSignedInBrowserIsAskedForEachDeviceAndEachKeepsItsOwnWorkspace() {
        Person busy = People.member(acme, "member");
        Http.post("/api/v1/members")
                .serviceKey(SERVER.bootstrapServiceKey(), other.id())
                .json("userId", busy.id(), "role", "member")
                .expect(201);
        FormBrowser browser = new FormBrowser();
        Device first = Device.start();
        Device second = Device.start();
        first.approve(browser, busy, acme.workspaceId());
        Page choice = browser.open(second.code().text("/verification_uri_complete"));
        assertThat(choice.asks("workspace")).isTrue();
        second.approve(browser, busy, other.workspaceId());

        String tokenOfFirst = first.outcome().expect(200).text("/access_token");
        String tokenOfSecond = second.outcome().expect(200).text("/access_token");
        assertThat(verify(tokenOfFirst, "/mcp/weavz").expect(200).header("X-Weavz-Project-Ids"))
                .hasValue(acme.workspaceId());
        assertThat(verify(tokenOfSecond, "/mcp/weavz").expect(200).header("X-Weavz-Project-Ids"))
                .hasValue(other.workspaceId());
    }

    @Test
    void whoHasNoWorkspaceIsToldAndSoIsTheDevice() {
        Device device = Device.start();
        Page page = device.signIn(new FormBrowser(), People.create());
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.html()).contains("You have no workspace that this device could use");
        assertThat(error(device.outcome().expect(400))).isEqualTo("access_denied");
    }

    @Test
    @DisplayName("case 43: a choice without the code of its page is none, and without a choice there is no token")
    void aForgedChoiceIsNone() {
        for (String code : List.of("session_code=x&", "")) {
            Device device = Device.start();
            FormBrowser browser = new FormBrowser();
            String action = device.signIn(browser, person).action();
            browser.post(action.replaceAll("session_code=[^&]*&", code), "workspace", acme.workspaceId());
            // Keycloak takes an approval out of turn; it is worth nothing.
            browser.post(action.replace("/required-action?", "/consent?"), "accept", "Yes");
            assertThat(error(device.outcome().expect(400))).isIn("authorization_pending", "access_denied");
        }
    }

    @Test
    @DisplayName("case 43: another browser cannot approve, nor can one that does not know the page's tab")
    void aForgedApprovalIsNone() {
        Device device = Device.start();
        FormBrowser browser = new FormBrowser();
        Page consent = device.choose(browser, person, acme.workspaceId());
        String action = consent.action();

        new FormBrowser().post(action, "code", consent.value("code"), "accept", "Yes");
        browser.post(action.replaceAll("tab_id=[^&]*", "tab_id=AAAAAAAAAAA"), "accept", "Yes");
        browser.post(action.replaceAll("tab_id=[^&]*&", ""), "accept", "Yes");
        browser.open(action);

        assertThat(error(device.outcome().expect(400))).isEqualTo("authorization_pending");
    }

    @Test
    void aTokenIsGoodForItsServerAlone() {
        String token = Device.tokens(person, acme.workspaceId()).text("/access_token");

        verify(token, "/mcp/weavz").expect(200);
        verify(token, "/realms/weavz/mcp/weavz").expect(200);
        verify(token, "/mcp/srv_" + acme.mcpServerId()).expect(401);
        verify(token, "/api/v1/workspaces").expect(401);
        verify(acme.mcpToken(), "/mcp/weavz").expect(401);
        verify(acme.apiKey(), "/mcp/weavz").expect(401);
        Http.get("/api/v1/workspaces").bearer(token).expect(401);
    }

    @Test
    void introspectionKnowsThePersonAndTheServer() {
        Answer tokens = Device.tokens(person, acme.workspaceId());
        JsonNode claims = Clients.introspect(tokens.text("/access_token")).json();

        assertThat(claims.path("active").asBoolean()).isTrue();
        assertThat(claims.path("sub").asText()).isEqualTo(person.id());
        assertThat(claims.path("username").asText()).isEqualTo(person.email());
        assertThat(claims.path("aud").get(0).asText()).isEqualTo(Device.builtIn());
        assertThat(claims.path("aud")).hasSize(1);
        assertThat(claims.path("scope").asText()).isEqualTo("mcp:tools mcp:code");
        assertThat(claims.path("auth_method").asText()).isEqualTo("mcp_oauth");
        assertThat(claims.path("org_id").asText()).isEqualTo(acme.id());
        assertThat(claims.path("project_ids").get(0).asText()).isEqualTo(acme.workspaceId());
        assertThat(Clients.introspect(tokens.text("/refresh_token")).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void aMadeServerGetsTokensOfItsOwn() {
        for (String resource : List.of(acme.mcpEndpoint(), acme.mcpEndpoint() + "/oauth")) {
            Answer tokens = Device.tokens(person, acme.workspaceId(), resource);
            assertThat(tokens.text("/scope")).isEqualTo("mcp:tools");
            assertThat(tokens.text("/resource")).isEqualTo(acme.mcpEndpoint());
            String token = tokens.text("/access_token");
            verify(token, "/mcp/srv_" + acme.mcpServerId()).expect(200);
            verify(token, "/mcp/srv_" + acme.mcpServerId() + "/oauth").expect(200);
            verify(token, "/mcp/weavz").expect(401);
            assertThat(Clients.introspect(token).text("/aud/0")).isEqualTo(acme.mcpEndpoint());
        }
        // The server's own token is another one, and still found.
        verify(acme.mcpToken(), "/mcp/srv_" + acme.mcpServerId()).expect(200);
    }

    @Test
    void aServerOfAnotherOrBearerOnlyOffersNothingToChoose() {
        String bearerOnly = Http.post("/api/v1/mcp/servers")
                .bearer(acme.apiKey())
                .json("name", "static", "workspaceId", acme.workspaceId(), "authMode", "bearer")
                .expect(201)
                .text("/mcpEndpoint");
        for (String resource : List.of(bearerOnly, other.mcpEndpoint(), SERVER.url() + "/mcp/srv_unknown")) {
            Device device = Device.start(resource);
            assertThat(device.signIn(new FormBrowser(), person).status())
                    .as(resource)
                    .isEqualTo(403);
            assertThat(error(device.outcome().expect(400))).isEqualTo("access_denied");
        }
    }

    @Test
    void theResourceOfThePollMustBeThatOfTheCode() {
        Device device = Device.start();
        device.approve(new FormBrowser(), person, acme.workspaceId());
        Answer refused = Http.post("/oauth/token")
                .json(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        device.code().text("/device_code"),
                        "client_id",
                        "weavz-cli",
                        "resource",
                        acme.mcpEndpoint())
                .expect(400);
        assertThat(error(refused)).isEqualTo("invalid_target");
        device.outcome().expect(200);
    }

    @Test
    @DisplayName("case 40: what Keycloak itself gives for the code is no credential of ours")
    void aTokenOfKeycloaksOwnEndpointIsWorthNothing() {
        Device device = Device.start();
        device.approve(new FormBrowser(), person, acme.workspaceId());
        Answer keycloaks = Http.post("/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        device.code().text("/device_code"),
                        "client_id",
                        "weavz-cli")
                .expect(200);
        Http.get("/api/v1/workspaces").bearer(keycloaks.text("/access_token")).expect(401);
        verify(keycloaks.text("/access_token"), "/mcp/weavz").expect(401);
        assertThat(error(Device.refresh(keycloaks.text("/refresh_token")).expect(400)))
                .isEqualTo("invalid_grant");
    }
}
