package io.weavz.identity.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Browser;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The identity console in a browser: what an administrator does there, from the sign-in to the end. */
@Tag("browser")
class ConsoleBrowserIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final String MARKUP = "<img src=x onerror=alert(1)>";
    private static final List<String> VIEWS =
            List.of("organizations", "credentials", "service-keys", "refusals", "changes", "sessions", "cluster");

    private static People.Person administrator;
    private static Organization acme;

    @BeforeAll
    static void make() {
        administrator = Administrators.create();
        acme = Fixture.organization(SERVER);
        Http.patch("/api/v1/orgs/" + acme.id())
                .bearer(acme.apiKey())
                .json("name", "Acme " + MARKUP)
                .expect(200);
        Http.get("/api/v1/workspaces")
                .bearer(acme.apiKey())
                .header("X-Org-ID", "somebody-else")
                .expect(403);
        issue("Importer " + MARKUP);
    }

    private static Answer issue(String name) {
        return Http.post("/api/v1/service-keys")
                .bearer(SERVER.operatorToken())
                .json(
                        "name",
                        name,
                        "organizations",
                        Json.array(acme.id()),
                        "expiresAt",
                        Instant.now().plusSeconds(86_400).toString())
                .expect(201);
    }

    /** Signs in on the way to a view, and waits for it. */
    private static Page open(Browser browser, People.Person person, String view) {
        Page page = browser.page();
        page.onDialog(dialog -> {
            throw new AssertionError("A script ran: " + dialog.message());
        });
        page.navigate(SERVER.url() + "/dashboard/#/console/" + view);
        Dashboard.signIn(page, person);
        page.waitForSelector("main h1:not(:has(.bone))");
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator row(Page page, String key) {
        return page.locator("tr[data-key='" + key + "']");
    }

    /** Moves to another view, and waits until nothing is there of the one before, nor a skeleton. */
    private static void go(Page page, String view) {
        page.evaluate("""
                view => {
                  for (const old of document.querySelectorAll(".view > *")) old.setAttribute("data-old", "");
                  location.hash = "#/console/" + view;
                }
                """, view);
        assertThat(page.locator("[data-old], main .skeleton, main h1 .bone")).hasCount(0);
    }

    @Test
    @DisplayName("case 48: a member is offered no console, and a link to it shows nothing")
    void aMemberIsOfferedNoConsole() {
        try (Browser browser = Browser.open()) {
            Page page = open(browser, People.member(acme, "owner"), "organizations");

            assertThat(page.locator("h1")).hasText("For administrators");
            assertThat(page.locator("nav#nav")).not().containsText("Identity console");
            assertThat(page.locator("table")).hasCount(0);
            assertThat(browser.requests()).noneMatch(url -> url.contains("/api/v1/admin/"));
        }
    }

    @Test
    @DisplayName(
            "case 47: plan and state of an organization with markup in its name are set, undone, and its name is text")
    void planAndStateAreSetAndUndone() {
        try (Browser browser = Browser.open()) {
            Page page = open(browser, administrator, "organizations");
            page.getByLabel("Name, short name or ID").fill(acme.slug());
            button(page, "Search").click();
            Locator row = row(page, acme.id());
            assertThat(row).containsText(MARKUP);
            assertThat(page.locator("tbody tr")).hasCount(1);

            row.getByText("Set plan").click();
            page.getByRole(AriaRole.DIALOG).getByLabel("Plan").selectOption("pro");
            page.getByRole(AriaRole.DIALOG).locator("button[type=submit]").click();
            assertThat(row.locator("td").first()).hasText("Pro");
            button(page, "Undo").click();
            assertThat(row.locator("td").first()).hasText("Enterprise");

            row.getByText("Switch off").click();
            assertThat(row.locator(".badge.bad")).hasText("off");
            Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(403);
            button(page, "Undo").click();
            assertThat(row.locator(".badge.bad")).hasCount(0);
            Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(200);
            assertThat(page.url()).contains("search=" + acme.slug());

            go(page, "changes?organizationId=" + acme.id());
            assertThat(page.locator("tbody tr").first()).containsText("changed");
            assertThat(page.locator("tbody tr").first().locator("a"))
                    .hasAttribute("href", "#/console/sessions?person=" + administrator.id());
        }
    }

    @Test
    @DisplayName("case 49: a key that is pasted is found, and never sent")
    void aPastedKeyIsFoundAndNeverSent() {
        try (Browser browser = Browser.open()) {
            Page page = open(browser, administrator, "credentials");
            page.getByLabel("ID, first characters, or name").fill(acme.apiKey());
            page.keyboard().press("Enter");

            assertThat(row(page, acme.apiKeyId())).containsText(acme.slug());
            assertThat(page.url()).doesNotContain(acme.apiKey().substring(8, 16));
            Map.of(
                            "credentials", "ID of the organization",
                            "refusals", "ID of the credential",
                            "organizations", "Name, short name or ID",
                            "sessions", "E-mail, user name or ID")
                    .forEach((view, field) -> {
                        go(page, view);
                        page.getByLabel(field).fill("Bearer " + acme.apiKey());
                        page.keyboard().press("Enter");
                        assertThat(page.locator(".empty h2")).hasText("Nothing found");
                        assertThat(page.url()).contains(acme.apiKey().substring(0, 8));
                        assertThat(page.url()).doesNotContain(acme.apiKey().substring(8, 16));
                    });
            assertThat(browser.requests())
                    .noneMatch(url -> url.contains(acme.apiKey().substring(8, 16)));

            go(page, "credentials?search=srv_" + acme.mcpServerId());
            assertThat(row(page, acme.mcpServerId())).containsText("srv_" + acme.mcpServerId());
        }
    }

    @Test
    @DisplayName("case 48: a service key is issued after a fresh sign-in, shown once, acts, and is revoked")
    void aServiceKeyIsIssuedAfterAFreshSignIn() {
        try (Browser browser = Browser.open()) {
            Page page = open(browser, administrator, "service-keys");
            Instant old = Instant.now().plus(WeavzServer.SIGN_IN_AGE).plusSeconds(1);
            People.await(() -> Instant.now().isAfter(old));

            button(page, "Issue a service key").click();
            Locator form = page.getByRole(AriaRole.DIALOG);
            form.getByLabel("Name").fill("Console test");
            form.locator("textarea").fill(acme.slug());
            form.locator("button[type=submit]").click();
            Page window = page.waitForPopup(() -> button(page, "Sign in again").click());
            Dashboard.signInAndClose(window, administrator);

            String secret = page.locator(".copy-text").textContent();
            assertThat(secret).matches("wsk_[0-9A-Za-z]{38}");
            button(page, "Copy").first().click();
            button(page, "I have saved it").click();
            assertThat(page.getByText("Console test").first()).isVisible();
            assertThat(page.content()).doesNotContain(secret);
            assertThat(page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])")
                            .toString())
                    .doesNotContain(secret);

            Http.get("/api/v1/verify").serviceKey(secret, acme.id()).expect(200);
            Locator row = page.locator("tr", new Page.LocatorOptions().setHasText("Console test"));
            People.await(() -> {
                row.getByText("Acted for").click();
                Locator box = page.getByRole(AriaRole.DIALOG);
                box.locator("h2").waitFor();
                boolean acted = box.textContent().contains(acme.slug());
                page.keyboard().press("Escape");
                return acted;
            });

            assertThat(row.locator("td").first()).containsText("1 organization");
            row.getByText("Regenerate").click();
            page.getByRole(AriaRole.DIALOG).locator("select").selectOption("0");
            page.getByRole(AriaRole.DIALOG).locator("button[type=submit]").click();
            String next = page.locator(".copy-text").textContent();
            button(page, "I have saved it").click();
            Http.get("/api/v1/verify").serviceKey(secret, acme.id()).expect(401);
            Http.get("/api/v1/verify").serviceKey(next, acme.id()).expect(200);

            row.getByText("Revoke").click();
            page.getByRole(AriaRole.DIALOG).locator("input").fill("Console test");
            page.getByRole(AriaRole.DIALOG).locator("button[type=submit]").click();
            assertThat(row).hasCount(0);
            Http.get("/api/v1/verify").serviceKey(next, acme.id()).expect(401);
        }
    }

    @Test
    void refusalsAreFilteredByALinkAndTakenAwayAsAFile() throws IOException {
        People.await(() -> Http.get("/api/v1/admin/audit/refusals?credentialId=" + acme.apiKeyId())
                        .bearer(SERVER.operatorToken())
                        .expect(200)
                        .json()
                        .path("total")
                        .asInt()
                > 0);
        try (Browser browser = Browser.open()) {
            Page page = open(browser, administrator, "refusals?organizationId=" + acme.id());
            assertThat(page.locator("tbody")).containsText("other organization");
            page.getByLabel("Reason").selectOption("expired");
            button(page, "Search").click();
            assertThat(page.locator(".empty h2")).hasText("Nothing found");
            page.goBack();
            assertThat(page.locator("tbody")).containsText(acme.apiKeyId());

            Download file = page.waitForDownload(() -> button(page, "CSV").click());
            assertThat(file.suggestedFilename()).isEqualTo("refusals.csv");
            assertThat(Files.readString(file.path()))
                    .startsWith("\"time\",\"reason\"")
                    .contains("\"other_organization\"");
            Download lines = page.waitForDownload(() -> button(page, "JSONL").click());
            assertThat(Files.readString(lines.path()).lines())
                    .allSatisfy(line -> assertThat(
                                    Json.parse(line).path("organizationId").asText())
                            .isEqualTo(acme.id()));

            page.route(
                    "**/audit/refusals?*format=csv", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
            button(page, "CSV").click();
            assertThat(page.locator(".toast")).containsText("busy or starting");
        }
    }

    @Test
    void theSessionOfSomebodyIsEnded() {
        People.Person person = People.create();
        String token = person.token();
        Http.get("/api/v1/admin/sessions").bearer(token).expect(403);
        try (Browser browser = Browser.open()) {
            Page page = open(browser, administrator, "sessions");
            page.getByLabel("E-mail, user name or ID").fill(person.email());
            button(page, "Search").click();
            assertThat(page.locator("tbody tr")).hasCount(1);
            page.locator("tbody").getByText("End").click();
            page.getByRole(AriaRole.DIALOG).locator("button[type=submit]").click();
            assertThat(page.locator(".empty h2")).hasText("Nothing found");
        }
        Http.get("/api/v1/admin/sessions").bearer(token).expect(401);
    }

    @Test
    void theProbeShowsHowLateARevocationIs() {
        try (Browser browser = Browser.open()) {
            Page page = open(browser, administrator, "cluster");
            button(page, "Measure now").click();
            assertThat(page.locator("tbody tr")).hasCount(1);
            assertThat(page.locator("tbody td").first()).containsText("ms");
        }
    }

    @Test
    void everyViewCanBeReadByEveryone() {
        try (Browser desktop = Browser.open()) {
            Map<String, List<String>> violations = violations(open(desktop, administrator, "cluster"), "-desktop");

            assertThat(violations).allSatisfy((view, found) -> assertThat(found).isEmpty());
        }
    }

    @Test
    void everyViewFitsAPhoneInTheDarkInGerman() {
        try (Browser phone = Browser.options().phone().dark().locale("de").open()) {
            Page page = open(phone, administrator, "cluster");

            assertThat(violations(page, "-phone"))
                    .allSatisfy((view, found) -> assertThat(found).isEmpty());
            assertThat(page.locator("h1")).hasText("Cluster");
            go(page, "refusals?organizationId=" + acme.id());
            assertThat(page.locator("tbody")).containsText("andere Organisation");
            assertThat(phone.requests()).allSatisfy(url -> assertThat(url).startsWith(SERVER.rootUrl() + "/"));
        }
    }

    @Test
    void everyViewFitsASmallDesktopInGerman() {
        try (Browser desktop = Browser.options().locale("de").open()) {
            desktop.page().setViewportSize(1028, 700);
            Page page = open(desktop, administrator, "cluster");
            for (String view : VIEWS) {
                go(page, view);
                assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as(view + " is wider by")
                        .isEqualTo(0);
            }
        }
    }

    /** What axe-core finds in each view, what does not fit, and what has no text; a picture of each is kept. */
    private static Map<String, List<String>> violations(Page page, String suffix) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String view : VIEWS) {
            go(page, view);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(
                            System.getProperty("weavz.it.target", "target"),
                            "screenshots",
                            "console-" + view + suffix + ".png")));
            List<String> wrong = new ArrayList<>(violations(page));
            if (!page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                    .equals(true)) {
                wrong.add("it does not fit");
            }
            if (page.locator("body")
                    .textContent()
                    .matches("(?s).*(admin|node|probe|serviceKeys|operation|reason|door|kind|plan)\\.[a-z].*")) {
                wrong.add("a text is missing");
            }
            found.put(view, wrong);
        }
        return found;
    }

    private static List<String> violations(Page page) {
        return new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                        .setLegacyMode(true)
                        .analyze()
                        .getViolations()
                        .stream()
                        .flatMap(rule -> rule.getNodes().stream().map(node -> rule.getId() + " " + node.getTarget()))
                        .sorted()
                        .toList();
    }
}
