package io.weavz.identity.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.weavz.identity.it.harness.Browser;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.People.Person;
import io.weavz.identity.it.harness.Weavz;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The dashboard in one person's browser, signed in. */
final class Dashboard implements AutoCloseable {
    private final Browser browser;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Dashboard(Browser browser, Page page) {
        this.browser = browser;
        this.page = page;
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
    }

    static Dashboard signedIn(Person person, String address) {
        return signedIn(Browser.options(), person, address);
    }

    /**
     * Opens the address, which leads to the sign-in page and back.
     *
     * @param address of a view, such as {@code /o/acme/members}
     */
    static Dashboard signedIn(Browser.Options options, Person person, String address) {
        Browser browser = options.open();
        Dashboard dashboard = new Dashboard(browser, browser.page());
        browser.page().navigate(url(address));
        signIn(browser.page(), person);
        dashboard.loaded();
        return dashboard;
    }

    /** The same for a member of several organizations, who is asked at sign-in. */
    static Dashboard signedInChoosing(Person person, Organization organization, String address) {
        Browser browser = Browser.open();
        Dashboard dashboard = new Dashboard(browser, browser.page());
        browser.page().navigate(url(address));
        signIn(browser.page(), person);
        browser.page().check("input[value='" + organization.id() + "']");
        browser.page().click("#weavz-choose-submit");
        dashboard.loaded();
        return dashboard;
    }

    static void signIn(Page page, Person person) {
        fillIn(page, person);
        page.click("#kc-login");
    }

    /** Who signs in once more is not asked for the name. */
    private static void fillIn(Page page, Person person) {
        page.waitForSelector("#kc-login");
        if (page.locator("#username").isVisible()) {
            page.fill("#username", person.email());
        }
        page.fill("#password", People.PASSWORD);
    }

    /** In a window that closes itself when the person is signed in. */
    static void signInAndClose(Page window, Person person) {
        fillIn(window, person);
        window.waitForClose(() -> window.keyboard().press("Enter"));
    }

    static String url(String address) {
        return Weavz.server().url() + "/dashboard/#" + address;
    }

    /** The same person in another tab. */
    Dashboard anotherTab(String address) {
        Dashboard tab = new Dashboard(browser, browser.newPage());
        tab.page.navigate(url(address));
        tab.loaded();
        return tab;
    }

    Page page() {
        return page;
    }

    Browser browser() {
        return browser;
    }

    /** What the page could not do: errors of scripts, and what its own policy forbade. */
    List<String> complaints() {
        return complaints;
    }

    /** Goes to another view as a link does, and waits until it is there. */
    Dashboard at(String address) {
        page.evaluate(
                "address => location.hash === '#' + address || new Promise(moved => {"
                        + " addEventListener('hashchange', moved, {once: true}); location.hash = address; })",
                address);
        loaded();
        return this;
    }

    private void loaded() {
        assertThat(page.locator("main")).hasAttribute("aria-busy", "false");
    }

    Locator button(String name) {
        return top().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The field whose label begins so; what follows may be a hint. */
    Locator field(String label) {
        return top().getByLabel(Pattern.compile("^" + label));
    }

    /** The dialog that is open, else the page. */
    private Locator top() {
        return dialog().count() > 0 ? dialog() : page.locator("body");
    }

    Locator dialog() {
        return page.locator("dialog[open]");
    }

    Locator heading() {
        return page.locator("h1");
    }

    /** The row of a table that has this text in it. */
    Locator row(String text) {
        return page.locator("main tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** The secret that is shown now. */
    String secret() {
        return dialog().locator(".copy-text").first().textContent();
    }

    void closeDialog(String button) {
        button(button).click();
        assertThat(dialog()).hasCount(0);
    }

    Locator toast() {
        return page.locator(".toast");
    }

    /** Whether the text is anywhere in what the page's scripts hold, as a debugger sees it. */
    boolean holds(String text) {
        CDPSession debugger = page.context().newCDPSession(page);
        StringBuilder heap = new StringBuilder();
        debugger.on(
                "HeapProfiler.addHeapSnapshotChunk",
                event -> heap.append(event.get("chunk").getAsString()));
        debugger.send("HeapProfiler.enable");
        debugger.send("HeapProfiler.collectGarbage");
        debugger.send("HeapProfiler.takeHeapSnapshot", new JsonObject());
        debugger.detach();
        return heap.indexOf(text) >= 0;
    }

    /** A picture for docs/screenshots. */
    void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of(
                        System.getProperty("weavz.it.target", "target"),
                        "screenshots",
                        name.replace('/', '-') + ".png")));
    }

    @Override
    public void close() {
        browser.close();
    }
}
