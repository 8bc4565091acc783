package io.weavz.identity.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.People.Person;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The identity console by the keyboard alone; after each step the focus is where the next one begins. */
@Tag("browser")
class ConsoleKeyboardBrowserIT {
    private static Person administrator;
    private static Organization acme;

    @BeforeAll
    static void make() {
        administrator = Administrators.create();
        acme = Fixture.organization(Weavz.server());
        Http.get("/api/v1/workspaces")
                .bearer(acme.apiKey())
                .header("X-Org-ID", "somebody-else")
                .expect(403);
    }

    @Test
    void everyPageIsReachedFromTheMenu() {
        Map<String, String> headings = new LinkedHashMap<>();
        headings.put("Organizations", "Organizations");
        headings.put("Search", "Keys and servers");
        headings.put("Service keys", "Service keys");
        headings.put("Refusals", "Refusals");
        headings.put("Changes", "Changes");
        headings.put("Signed in", "Who is signed in");
        headings.put("Cluster", "Cluster");
        try (Dashboard dashboard = Dashboard.signedIn(administrator, "/console/cluster")) {
            Keyboard keyboard = new Keyboard(dashboard.page());
            headings.forEach((link, heading) -> {
                keyboard.tabBackTo(link);
                keyboard.press("Enter");
                assertThat(dashboard.heading()).hasText(heading);
                assertThat(dashboard.heading()).isFocused();
                assertThat(dashboard.page().locator("main")).hasAttribute("aria-busy", "false");
                assertThat(dashboard.heading()).isFocused();
            });
            keyboard.use("Measure now");
            assertThat(dashboard.row("node-1")).containsText("ms");
            dashboard.picture("console-probe-desktop");
            assertThat(dashboard.button("Measure now")).isFocused();
            assertThat(dashboard.complaints()).isEmpty();
        }
    }

    @Test
    void aCredentialIsFoundAndItsRefusalsAreTakenAway() throws IOException {
        People.await(() -> refusals() > 0);
        try (Dashboard dashboard = Dashboard.signedIn(administrator, "/console/credentials")) {
            Keyboard keyboard = new Keyboard(dashboard.page());
            keyboard.tabTo("ID, first characters, or name");
            keyboard.type(acme.apiKeyId());
            keyboard.press("Enter");
            assertThat(dashboard.row(acme.apiKeyId())).isVisible();
            assertThat(dashboard.heading()).isFocused();

            keyboard.use("Refusals fixture");
            assertThat(dashboard.heading()).hasText("Refusals");
            assertThat(dashboard.row("other organization")).hasCount(1);
            keyboard.tabTo("Reason");
            keyboard.type("expired");
            keyboard.use("Search");
            assertThat(dashboard.page().locator(".empty h2")).hasText("Nothing found");
            assertThat(dashboard.heading()).isFocused();
            keyboard.tabTo("Reason");
            keyboard.type("other");
            keyboard.use("Search");
            assertThat(dashboard.row("other organization")).hasCount(1);
            assertThat(dashboard.heading()).isFocused();

            keyboard.tabTo("CSV");
            Download file = dashboard.page().waitForDownload(() -> keyboard.press("Enter"));
            assertThat(Files.readString(file.path())).contains(acme.apiKeyId(), "\"other_organization\"");
            assertThat(dashboard.button("CSV")).isFocused();
        }
    }

    private static int refusals() {
        return Http.get("/api/v1/admin/audit/refusals?credentialId=" + acme.apiKeyId())
                .bearer(Weavz.server().operatorToken())
                .expect(200)
                .json()
                .path("total")
                .asInt();
    }

    @Test
    void aServiceKeyIsIssuedAfterAFreshSignInAndRevoked() {
        String name = "Keyboard " + acme.slug();
        try (Dashboard dashboard = Dashboard.signedIn(administrator, "/console/service-keys")) {
            Keyboard keyboard = new Keyboard(dashboard.page());
            Instant old = Instant.now().plus(WeavzServer.SIGN_IN_AGE).plusSeconds(1);
            People.await(() -> Instant.now().isAfter(old));

            keyboard.use("Issue a service key");
            assertThat(dashboard.field("Name")).isFocused();
            keyboard.type(name);
            keyboard.press("Tab");
            keyboard.press("ArrowDown");
            assertThat(dashboard.dialog().locator("textarea")).isHidden();
            keyboard.press("ArrowUp");
            keyboard.tabTo("Organizations");
            keyboard.type(acme.slug());
            keyboard.tabTo("Expires");
            keyboard.press("ArrowUp");
            keyboard.use("Issue a service key");
            signInAgain(dashboard, keyboard);

            assertThat(dashboard.dialog().locator("h2")).hasText(name + " is ready");
            String secret = dashboard.secret();
            keyboard.tabTo("Secret");
            keyboard.tabTo("Copy Secret");
            keyboard.press("Space");
            assertThat(dashboard.dialog()).containsText("Copied");
            keyboard.use("I have saved it");
            assertThat(dashboard.dialog()).hasCount(0);
            assertThat(dashboard.row(name)).containsText("in 30 days");
            assertThat(dashboard.button("Issue a service key")).isFocused();
            Http.get("/api/v1/verify").serviceKey(secret, acme.id()).expect(200);

            keyboard.use("Switch off " + name);
            assertThat(dashboard.button("Switch on " + name)).isFocused();
            keyboard.use("Undo");
            assertThat(dashboard.button("Switch off " + name)).isVisible();
            assertThat(dashboard.page().locator("main :focus")).hasCount(1);

            keyboard.tabBackTo("Issue a service key");
            keyboard.use("Revoke " + name);
            assertThat(dashboard.dialog().locator("input")).isFocused();
            keyboard.type(name);
            keyboard.press("Enter");
            assertThat(dashboard.row(name)).hasCount(0);
            assertThat(dashboard.heading()).isFocused();
            Http.get("/api/v1/verify").serviceKey(secret, acme.id()).expect(401);
        }
    }

    private static void signInAgain(Dashboard dashboard, Keyboard keyboard) {
        assertThat(dashboard.dialog().last()).containsText("Is it you?");
        dashboard.picture("console-step-up-desktop");
        Page window = dashboard.page().waitForPopup(() -> keyboard.use("Sign in again"));
        window.waitForSelector("#kc-login");
        Keyboard there = new Keyboard(window);
        there.tabTo("Password");
        there.type(People.PASSWORD);
        assertThat(window.locator("#password")).hasValue(People.PASSWORD);
        window.waitForClose(() -> there.press("Enter"));
        assertThat(dashboard.dialog()).hasCount(1);
    }
}
