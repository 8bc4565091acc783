package io.weavz.identity.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.weavz.identity.it.harness.Axe;
import io.weavz.identity.it.harness.Browser;
import io.weavz.identity.it.harness.Device;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.People.Person;
import io.weavz.identity.it.harness.Weavz;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the dashboard behaves, whatever it shows. */
@Tag("browser")
class DashboardHabitsBrowserIT {
    private static Organization acme;
    private static Person owner;
    private static String invitation;

    @BeforeAll
    static void organization() {
        acme = Fixture.organization(Weavz.server());
        owner = People.member(acme, "owner");
        for (int i = 0; i < 5; i++) {
            Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(200);
        }
        for (int i = 0; i < 2; i++) {
            Http.get("/api/v1/verify")
                    .bearer(acme.apiKey())
                    .header("X-Org-ID", "somebody-else")
                    .expect(403);
        }
        post("/end-users", "workspaceId", acme.workspaceId(), "externalId", "user-42", "displayName", "Kim");
        post("/mcp/servers/" + acme.mcpServerId() + "/access-tokens", "endUserId", "user-42");
        Device.tokens(owner, acme.workspaceId());
        invite(owner, acme, "kim@example.test");
        Organization other = Fixture.organization(Weavz.server());
        People.setVerified(owner.id());
        invitation = invite(People.member(other, "owner"), other, owner.email());
    }

    private static String invite(Person inviter, Organization organization, String email) {
        return Http.post("/api/auth/organization/invite-member")
                .bearer(inviter.token())
                .json("email", email, "role", "member", "organizationId", organization.id())
                .expect(200)
                .text("/id");
    }

    private static void post(String path, Object... body) {
        Http.post("/api/v1" + path).bearer(acme.apiKey()).json(body).expect(201);
    }

    private static String at(String view) {
        return "/o/" + acme.slug() + view;
    }

    /** Every view, by the name of its picture. */
    private static Map<String, String> views() {
        Map<String, String> views = new LinkedHashMap<>();
        views.put("overview", at(""));
        views.put("api-keys", at("/api-keys"));
        views.put("mcp-servers", at("/mcp-servers"));
        views.put("mcp-server", at("/mcp-servers/" + acme.mcpServerId()));
        views.put("projects", at("/projects"));
        views.put("members", at("/members"));
        views.put("plan", at("/plan"));
        views.put("sessions", "/sessions");
        views.put("invitations", "/invitations");
        views.put("invitation", "/invitations/" + invitation);
        views.put("invitation-gone", "/invitations/none");
        views.put("new-organization", "/organizations/new");
        views.put("no-such-page", "/nowhere");
        return views;
    }

    @Test
    void everyViewCanBeReadAndUsedByEveryoneOnADesktop() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at(""))) {
            everyViewIsFine(dashboard, "desktop");
            dialogIsFine(dashboard, "desktop");
            assertThat(dashboard.browser().requests())
                    .allSatisfy(url -> assertThat(url).startsWith(Weavz.server().rootUrl() + "/"));
        }
    }

    @Test
    void everyViewFitsAPhoneInTheDarkInGerman() {
        try (Dashboard dashboard =
                Dashboard.signedIn(Browser.options().phone().dark().locale("de"), owner, at(""))) {
            everyViewIsFine(dashboard, "phone");
            dialogIsFine(dashboard, "phone");
            dashboard.at(at("/members"));
            assertThat(dashboard.heading()).hasText("Mitglieder");
            dashboard.button("Menü").click();
            assertThat(dashboard.page().locator(".nav")).isVisible();
            assertThat(Axe.violations(dashboard.page())).isEmpty();
            dashboard.picture("navigation-phone");
        }
    }

    @Test
    void everyViewFitsASmallDesktopInGerman() {
        String longest = "An importer of customers from three systems that has a long name";
        post("/api-keys", "name", longest);
        try (Dashboard dashboard = Dashboard.signedIn(Browser.options().locale("de"), owner, at(""))) {
            dashboard.page().setViewportSize(1028, 700);
            views().forEach((name, address) -> {
                dashboard.at(address);
                assertThat(dashboard.page().evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as(name + " is wider by")
                        .isEqualTo(0);
            });
        }
    }

    private static void everyViewIsFine(Dashboard dashboard, String device) {
        views().forEach((name, address) -> {
            dashboard.at(address);
            assertThat(Axe.violations(dashboard.page())).as(name).isEmpty();
            assertThat(dashboard.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .as(name + " fits the width")
                    .isEqualTo(true);
            dashboard.picture(name + "-" + device);
        });
        assertThat(dashboard.complaints()).isEmpty();
    }

    private static void dialogIsFine(Dashboard dashboard, String device) {
        dashboard.at(at("/api-keys"));
        dashboard.page().click("#create");
        assertThat(Axe.violations(dashboard.page())).isEmpty();
        dashboard.picture("new-api-key-" + device);
        dashboard.page().keyboard().press("Escape");
        dashboard.at(at("/mcp-servers"));
        dashboard.page().click("#create");
        assertThat(Axe.violations(dashboard.page())).isEmpty();
        dashboard.picture("new-mcp-server-" + device);
        dashboard.dialog().locator("input").first().fill("Shown " + device);
        dashboard.dialog().locator("button[type=submit]").click();
        assertThat(dashboard.dialog().locator("[role=tab]")).hasCount(4);
        assertThat(Axe.violations(dashboard.page())).isEmpty();
        dashboard.picture("token-once-" + device);
        dashboard.dialog().locator(".dialog-foot button").click();
    }

    @Test
    void namesWithMarkupAreText() {
        String markup = "<img src=x onerror=globalThis.hit=1>\"'{name}";
        Organization odd = Fixture.organization(Weavz.server());
        Person person = People.create();
        Http.post("/api/v1/members")
                .serviceKey(Weavz.server().bootstrapServiceKey(), odd.id())
                .json("userId", person.id(), "role", "owner")
                .expect(201);
        Http.patch("/api/v1/orgs/" + odd.id())
                .bearer(odd.apiKey())
                .json("name", markup)
                .expect(200);
        Http.patch("/api/v1/api-keys/" + odd.apiKeyId())
                .bearer(odd.apiKey())
                .json("name", markup)
                .expect(200);
        Http.patch("/api/v1/workspaces/" + odd.workspaceId())
                .bearer(odd.apiKey())
                .json("name", markup)
                .expect(200);
        Http.patch("/api/v1/mcp/servers/" + odd.mcpServerId())
                .bearer(odd.apiKey())
                .json("name", markup, "description", "<script>globalThis.hit=1</script>")
                .expect(200);
        try (Dashboard dashboard = Dashboard.signedIn(person, "/o/" + odd.slug())) {
            assertThat(dashboard.heading()).hasText(markup);
            for (String view : List.of("/api-keys", "/mcp-servers", "/mcp-servers/" + odd.mcpServerId(), "/projects")) {
                dashboard.at("/o/" + odd.slug() + view);
                assertThat(dashboard.page().locator("main")).containsText(markup);
            }
            dashboard.at("/o/" + odd.slug() + "/api-keys");
            dashboard.page().click("#revoke-" + odd.apiKeyId());
            assertThat(dashboard.dialog()).containsText("Revoke " + markup);
            assertThat(dashboard.page().evaluate("globalThis.hit === undefined"))
                    .isEqualTo(true);
            assertThat(dashboard.page().locator("img[src=x], b, main script")).hasCount(0);
            assertThat(dashboard.complaints()).isEmpty();
        }
    }

    @Test
    void aDeepLinkOutlivesTheSignInAndLeavesNoTrace() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/projects"))) {
            assertThat(dashboard.heading()).hasText("Projects");
            assertThat(dashboard.page().url()).isEqualTo(Dashboard.url(at("/projects")));
            assertThat(dashboard.page().evaluate("sessionStorage.length + localStorage.length"))
                    .isEqualTo(0);
            dashboard.page().reload();
            assertThat(dashboard.heading()).hasText("Projects");
            assertThat(dashboard.page().title()).isEqualTo("Projects · Weavz");
        }
    }

    @Test
    void anotherTabShowsWhatWasChanged() {
        try (Dashboard one = Dashboard.signedIn(owner, at("/projects"))) {
            Dashboard other = one.anotherTab(at("/projects"));
            one.button("New project").click();
            one.field("Name").fill("Seen twice");
            one.button("New project").click();
            assertThat(one.row("Seen twice")).isVisible();
            assertThat(other.row("Seen twice")).isVisible();
            other.page().click("text=Weavz");
            assertThat(other.heading()).hasText("Acme " + acme.slug());
            assertThat(one.heading()).hasText("Projects");
        }
    }

    @ParameterizedTest(name = "[{index}] the answer comes {0} ms late")
    @ValueSource(ints = {0, 800})
    void aSessionThatEndsInMidWorkIsTakenUpAgain(int lateMillis) {
        Person person = People.member(acme, "owner");
        try (Dashboard dashboard = Dashboard.signedIn(person, at("/projects"))) {
            messagesComeLate(dashboard, lateMillis);
            endsInMidWork(dashboard, person, "Half done " + lateMillis);
            dashboard.picture("session-ended-desktop");
            assertThat(Axe.violations(dashboard.page())).isEmpty();
            Dashboard.signInAndClose(windowOf(dashboard), person);
            assertThat(dashboard.row("Half done " + lateMillis)).isVisible();
            assertThat(dashboard.dialog()).hasCount(0);
        }
    }

    /** The session ends before a new project is sent. */
    private static void endsInMidWork(Dashboard dashboard, Person person, String project) {
        dashboard.button("New project").click();
        dashboard.field("Name").fill(project);
        People.admin("POST", "/users/" + person.id() + "/logout").expect(204);
        dashboard.button("New project").click();
        assertThat(dashboard.page().getByText("Your session has ended")).isVisible();
    }

    private static Page windowOf(Dashboard dashboard) {
        return dashboard
                .page()
                .waitForPopup(() ->
                        dashboard.page().getByText("Sign in again", exactly()).click());
    }

    @Test
    void whoSignsInAsSomebodyElseTakesNothingOver() {
        Person person = People.member(acme, "owner");
        Person other = People.member(acme, "owner");
        try (Dashboard dashboard = Dashboard.signedIn(person, at("/projects"))) {
            endsInMidWork(dashboard, person, "Not theirs");
            Page window = windowOf(dashboard);
            window.waitForSelector("#kc-login");
            assertThat(window.evaluate("opener === null")).isEqualTo(true);
            Dashboard.signInAndClose(window, other);
            assertThat(dashboard.page().locator(".person .menu-head")).containsText(other.email());
            assertThat(dashboard.dialog()).hasCount(0);
            assertThat(dashboard.heading()).hasText("Projects");
            assertThat(dashboard.row("Not theirs")).hasCount(0);
        }
    }

    @Test
    void aSignInThatCannotBeFinishedIsNotTriedForEver() {
        try (Browser browser = Browser.open()) {
            Page page = browser.page();
            AtomicInteger questions = new AtomicInteger();
            AtomicInteger status = new AtomicInteger(400);
            page.route("**/openid-connect/token", route -> {
                questions.incrementAndGet();
                route.fulfill(new Route.FulfillOptions().setStatus(status.get()).setBody("{}"));
            });
            page.navigate(Dashboard.url(at("/projects")));
            Dashboard.signIn(page, owner);
            assertThat(page.locator("h2")).hasText("That did not work");
            assertThat(questions).hasValue(2);

            status.set(503);
            page.getByText("Try again").click();
            assertThat(page.locator("h2")).hasText("The service does not answer");
            assertThat(questions).hasValue(3);

            page.unroute("**/openid-connect/token");
            page.getByText("Try again").click();
            assertThat(page.locator("h1")).hasText("Projects");
        }
    }

    @Test
    void theLastQuestionIsShownWhicheverIsAnsweredFirst() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/projects"))) {
            AtomicReference<Route> slow = new AtomicReference<>();
            dashboard.page().route("**/api/v1/projects?*", route -> {
                if (!slow.compareAndSet(null, route)) {
                    route.resume();
                }
            });
            String before = Http.get("/api/v1/projects?limit=100")
                    .bearer(acme.apiKey())
                    .expect(200)
                    .body();
            changedElsewhere(dashboard);
            dashboard.page().waitForCondition(() -> slow.get() != null);
            post("/projects", "name", "Came later", "slug", "came-later");
            changedElsewhere(dashboard);
            assertThat(dashboard.row("Came later")).isVisible();

            slow.get().fulfill(new Route.FulfillOptions().setBody(before));
            dashboard.page().waitForTimeout(300);
            assertThat(dashboard.row("Came later")).isVisible();
        }
    }

    /** As if another tab had changed something. */
    private static void changedElsewhere(Dashboard dashboard) {
        dashboard.page().evaluate("new BroadcastChannel('weavz.changes').postMessage('/api/v1/projects')");
    }

    @Test
    void whatIsPressedTwiceIsDoneOnce() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/mcp-servers/" + acme.mcpServerId()))) {
            AtomicInteger questions = new AtomicInteger();
            dashboard.page().onRequest(request -> {
                if (request.url().endsWith("/regenerate-token")) {
                    questions.incrementAndGet();
                }
            });
            dashboard.button("Regenerate token").click();
            dashboard.button("Regenerate token").dblclick();
            assertThat(dashboard.dialog().locator(".copy-text").first()).isVisible();
            assertThat(questions).hasValue(1);
            assertThat(dashboard.dialog()).hasCount(1);
            assertThat(dashboard.page().locator(".copy button").first()).isVisible();

            dashboard.page().keyboard().press("Escape");
            dashboard.page().keyboard().press("Escape");
            assertThat(dashboard.dialog()).containsText("Copy it first");
            dashboard.dialog().locator("[role=tabpanel] .copy button").first().click();
            assertThat(dashboard.dialog()).containsText("Copied");
            dashboard.page().keyboard().press("Escape");
            assertThat(dashboard.dialog()).hasCount(0);
        }
    }

    /** As in a busy browser: the window that answers is seen to be closed before its answer is seen. */
    private static void messagesComeLate(Dashboard dashboard, int millis) {
        dashboard.page().evaluate("""
                millis => {
                  const listeners = new Map();
                  BroadcastChannel.prototype.addEventListener = function (type, listener) {
                    listeners.set(listener, (event) => setTimeout(() => listeners.get(listener) && listener(event), millis));
                    EventTarget.prototype.addEventListener.call(this, type, listeners.get(listener));
                  };
                  BroadcastChannel.prototype.removeEventListener = function (type, listener) {
                    EventTarget.prototype.removeEventListener.call(this, type, listeners.get(listener));
                    listeners.delete(listener);
                  };
                }
                """, millis);
    }

    @Test
    void aServerThatRestartsInMidWorkLosesNothing() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/projects"))) {
            dashboard.button("New project").click();
            dashboard.field("Name").fill("Over a restart");
            Weavz.restart(() -> {
                dashboard.button("New project").click();
                assertThat(dashboard.dialog()).containsText("No answer came");
            });
            dashboard.button("New project").click();
            assertThat(dashboard.row("Over a restart")).isVisible();
        }
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    @Test
    void theKeyboardAloneMakesAKey() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/projects"))) {
            Keyboard keyboard = new Keyboard(dashboard.page());
            keyboard.use("API keys");
            assertThat(dashboard.heading()).hasText("API keys");
            assertThat(dashboard.heading()).isFocused();
            keyboard.use("New API key");
            assertThat(dashboard.field("Name")).isFocused();
            keyboard.type("typed");
            keyboard.press("Enter");
            assertThat(dashboard.dialog().locator("h2")).hasText("typed is ready");
            keyboard.use("I have saved it");
            assertThat(dashboard.row("typed")).isVisible();
            keyboard.use("Revoke typed");
            keyboard.type("typed");
            keyboard.press("Enter");
            assertThat(dashboard.row("typed")).hasCount(0);
        }
    }

    @Test
    void timesAreInTheReadersZone() {
        Http.patch("/api/v1/api-keys/" + acme.apiKeyId())
                .bearer(acme.apiKey())
                .json("expiresAt", "2040-06-30T23:30:00Z")
                .expect(200);
        try (Dashboard dashboard =
                Dashboard.signedIn(Browser.options().locale("de-DE").zone("Asia/Tokyo"), owner, at("/api-keys"))) {
            assertThat(dashboard.row("fixture").locator("time[datetime^='2040']"))
                    .hasAttribute("title", "01.07.2040, 08:30");
        }
    }
}
