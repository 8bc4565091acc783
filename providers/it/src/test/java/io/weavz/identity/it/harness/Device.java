package io.weavz.identity.it.harness;

import io.weavz.identity.it.harness.FormBrowser.Page;
import io.weavz.identity.it.harness.People.Person;
import java.time.Duration;
import java.time.Instant;

/** A device that signs in as the command line does (RFC 8628), and the person beside it. */
public final class Device {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final String resource;
    private final Answer code;

    private Device(String resource, Answer code) {
        this.resource = resource;
        this.code = code;
    }

    /** The server that every workspace has. */
    public static String builtIn() {
        return Weavz.server().url() + "/mcp/weavz";
    }

    public static Device start() {
        return start(builtIn());
    }

    public static Device start(String resource) {
        Answer code = Http.post("/oauth/device/code")
                .json("client_id", "weavz-cli", "resource", resource, "scope", "mcp:tools mcp:code")
                .expect(200);
        return new Device(resource, code);
    }

    public Answer code() {
        return code;
    }

    /** One poll, with what the command line sends. */
    public Answer poll() {
        return Http.post("/oauth/token")
                .json(
                        "grant_type",
                        GRANT,
                        "device_code",
                        code.text("/device_code"),
                        "client_id",
                        "weavz-cli",
                        "resource",
                        resource)
                .send();
    }

    /** Polls until the answer is something else than to come back later. */
    public Answer outcome() {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        Answer answer = poll();
        while (answer.body().contains("slow_down") && Instant.now().isBefore(deadline)) {
            answer = poll();
        }
        return answer;
    }

    /** Opens the page of the code and signs in, where the browser is not signed in yet: the choice of a workspace. */
    public Page signIn(FormBrowser browser, Person person) {
        Page page = browser.open(code.text("/verification_uri_complete"));
        while (page.asks("username") || page.asks("password")) {
            page = page.asks("password")
                    ? browser.submit(page, "username", person.email(), "password", People.PASSWORD)
                    : browser.submit(page, "username", person.email());
        }
        return page;
    }

    /** The page that asks for approval. */
    public Page choose(FormBrowser browser, Person person, String workspaceId) {
        return browser.submit(signIn(browser, person), "workspace", workspaceId);
    }

    /** Signs in, chooses and approves: the last page. */
    public Page approve(FormBrowser browser, Person person, String workspaceId) {
        Page consent = choose(browser, person, workspaceId);
        return browser.submit(consent, "code", consent.value("code"), "accept", "Yes");
    }

    /** The tokens of a device that the person approves in a browser of its own. */
    public static Answer tokens(Person person, String workspaceId, String resource) {
        Device device = start(resource);
        device.approve(new FormBrowser(), person, workspaceId);
        return device.outcome().expect(200);
    }

    public static Answer tokens(Person person, String workspaceId) {
        return tokens(person, workspaceId, builtIn());
    }

    public static Http refresh(String refreshToken) {
        return Http.post("/oauth/token")
                .json("grant_type", "refresh_token", "refresh_token", refreshToken, "resource", builtIn());
    }
}
