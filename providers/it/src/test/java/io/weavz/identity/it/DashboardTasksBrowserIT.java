package io.weavz.identity.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Device;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.People.Person;
import io.weavz.identity.it.harness.Weavz;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people do in the dashboard, from end to end: what it says has happened has happened at the API too. */
@Tag("browser")
class DashboardTasksBrowserIT {
    private static final int GRANTED = 6;
    private static final int REFUSED = 2;
    private static final double PLOT_HEIGHT = 100;
    private static Organization acme;
    private static Person owner;

    @BeforeAll
    static void organization() {
        acme = Fixture.organization(Weavz.server());
        owner = People.member(acme, "owner");
    }

    private static String at(String view) {
        return "/o/" + acme.slug() + view;
    }

    private static int statusWith(String key) {
        return Http.get("/api/v1/workspaces").bearer(key).send().status();
    }

    private static int verify(String token, String server) {
        return Http.get("/api/v1/verify?server=" + server).bearer(token).send().status();
    }

    private static String createKey(Dashboard dashboard, String name) {
        dashboard.button("New API key").click();
        dashboard.field("Name").fill(name);
        dashboard.button("New API key").click();
        assertThat(dashboard.dialog().locator("h2")).hasText(name + " is ready");
        return dashboard.secret();
    }

    @Test
    void anApiKeyIsMadeRegeneratedSwitchedOffAndRevoked() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/api-keys"))) {
            String first = createKey(dashboard, "billing");
            assertThat(statusWith(first)).isEqualTo(200);
            dashboard.closeDialog("I have saved it");
            assertThat(dashboard.row("billing")).containsText(first.substring(0, 8));
            assertThat(dashboard.row("billing")).containsText("Pat");
            assertThat(dashboard.row("billing")).containsText("in 90 days");

            dashboard.button("Regenerate billing").click();
            dashboard.button("Regenerate").click();
            assertThat(dashboard.dialog().locator("h2")).hasText("billing has a new secret");
            String second = dashboard.secret();
            dashboard.closeDialog("I have saved it");
            assertThat(statusWith(first)).as("during the overlap").isEqualTo(200);
            assertThat(statusWith(second)).isEqualTo(200);

            dashboard.button("Switch off billing").click();
            assertThat(dashboard.button("Switch on billing")).isVisible();
            assertThat(statusWith(second)).isEqualTo(401);
            dashboard
                    .toast()
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                    .click();
            assertThat(dashboard.button("Switch off billing")).isVisible();
            assertThat(statusWith(second)).isEqualTo(200);

            dashboard.button("Revoke billing").click();
            dashboard.dialog().locator("input").fill("biling");
            dashboard.button("Revoke").click();
            assertThat(dashboard.dialog()).containsText("This is not the same.");
            dashboard.dialog().locator("input").fill("billing");
            dashboard.button("Revoke").click();
            assertThat(dashboard.row("billing")).hasCount(0);
            assertThat(statusWith(second)).isEqualTo(401);
        }
    }

    @Test
    void theOverviewShowsWhatAKeyWasGrantedAndRefused() {
        Answer made = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "counted")
                .expect(201);
        String other = Fixture.organization(Weavz.server()).id();
        Http verify = Http.get("/api/v1/verify").bearer(made.text("/plainKey"));
        IntStream.range(0, GRANTED).forEach(i -> verify.expect(200));
        verify.header("X-Org-ID", other);
        IntStream.range(0, REFUSED).forEach(i -> verify.expect(403));
        String id = made.text("/apiKey/id");
        People.await(() -> counted(id, "granted") == GRANTED && counted(id, "refused") == REFUSED);

        try (Dashboard dashboard = Dashboard.signedIn(owner, at("?span=day&key=" + id))) {
            assertThat(dashboard.page().locator(".totals dd")).hasText(new String[] {"6", "2"});
            assertThat(dashboard.row("counted").locator("td")).containsText(new String[] {"6", "2"});
            double one = PLOT_HEIGHT
                    / Double.parseDouble(dashboard.page().locator(".plot-top").textContent());
            assertThat(heights(dashboard, "granted")).isEqualTo(GRANTED * one, within(0.001));
            assertThat(heights(dashboard, "refused")).isEqualTo(REFUSED * one, within(0.001));
        }
    }

    private static int counted(String credentialId, String outcome) {
        return Http.get("/api/v1/usage?credentialId=" + credentialId)
                .bearer(acme.apiKey())
                .expect(200)
                .json()
                .findValues(outcome)
                .stream()
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    /** Of all bars together, since the test may see the hour change. */
    private static double heights(Dashboard dashboard, String outcome) {
        return dashboard.page().locator("svg rect." + outcome).all().stream()
                .mapToDouble(bar -> Double.parseDouble(bar.getAttribute("height")))
                .sum();
    }

    @Test
    void aKeyOfOneProjectReachesOnlyThat() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/api-keys"))) {
            dashboard.button("New API key").click();
            dashboard.field("Name").fill("narrow");
            dashboard.field("Some projects").check();
            dashboard.button("New API key").click();
            assertThat(dashboard.dialog()).containsText("Please fill this in.");
            dashboard.field("Demo").check();
            dashboard.button("New API key").click();
            assertThat(dashboard.dialog().locator("h2")).hasText("narrow is ready");
            String secret = dashboard.secret();
            dashboard.closeDialog("I have saved it");

            assertThat(dashboard.row("narrow")).containsText("Demo");
            assertThat(Http.get("/api/v1/api-keys").bearer(secret).expect(403).text("/code"))
                    .isEqualTo("SCOPE_DENIED");
        }
    }

    @Test
    void aSecretIsInThePageOnlyUntilItsDialogIsClosed() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/api-keys"))) {
            String secret = createKey(dashboard, "once");
            dashboard.page().evaluate("() => { globalThis.probe = ['kept', 'in', 'memory'].join('-'); }");

            dashboard.page().keyboard().press("Escape");
            assertThat(dashboard.dialog()).containsText("Copy it first");
            dashboard.closeDialog("I have saved it");

            assertThat(dashboard.page().content()).doesNotContain(secret);
            assertThat(dashboard.holds("kept-in-memory")).isTrue();
            People.await(() -> !dashboard.holds(secret));
            assertThat(dashboard
                            .page()
                            .evaluate("() => JSON.stringify([location.href, history.state, {...localStorage},"
                                    + " {...sessionStorage}, document.cookie])"))
                    .asString()
                    .doesNotContain(secret)
                    .contains(",null,{},{},");
            assertThat(Weavz.server().log()).doesNotContain(secret);
        }
    }

    @Test
    void anMcpServerIsMadeAndItsTokenIsReadyToPaste() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/mcp-servers"))) {
            dashboard.button("New MCP server").click();
            dashboard.field("Name").fill("Support desk");
            dashboard.button("New MCP server").click();
            assertThat(dashboard.dialog().locator("h2")).hasText("Support desk is ready");
            String token = dashboard.secret();
            String endpoint = "";
            for (String client : new String[] {"Claude Desktop", "Cursor", "VS Code", "curl"}) {
                dashboard
                        .dialog()
                        .getByRole(AriaRole.TAB, new Locator.GetByRoleOptions().setName(client))
                        .click();
                String config = dashboard
                        .dialog()
                        .locator("[role=tabpanel]:not([hidden]) .copy-text")
                        .textContent();
                assertThat(config).contains("Bearer " + token, Weavz.server().url() + "/mcp/srv_");
                endpoint = config;
            }
            String server = endpoint.replaceAll("(?s).*/mcp/(srv_\\w+).*", "$1");
            assertThat(verify(token, server)).isEqualTo(200);
            dashboard.closeDialog("I have saved it");

            dashboard.page().click("text=Support desk");
            assertThat(dashboard.heading()).hasText("Support desk");
            assertThat(dashboard.page().locator("main")).not().containsText(token);
            dashboard.button("Regenerate token").click();
            dashboard.button("Regenerate token").click();
            assertThat(dashboard.dialog().locator("h2")).hasText("Support desk has a new token");
            String next = dashboard.secret();
            dashboard.closeDialog("I have saved it");
            assertThat(verify(token, server)).isEqualTo(401);
            assertThat(verify(next, server)).isEqualTo(200);

            endUserTokens(dashboard, server);

            dashboard.button("Suspend").click();
            assertThat(dashboard.page().locator(".notice.warn")).isVisible();
            assertThat(verify(next, server)).isNotEqualTo(200);
            dashboard.button("Undo").click();
            assertThat(dashboard.button("Suspend")).isVisible();
            assertThat(verify(next, server)).isEqualTo(200);
            dashboard.button("Remove").click();
            dashboard.dialog().locator("input").fill("Support desk");
            dashboard.button("Remove").click();
            assertThat(dashboard.heading()).hasText("MCP servers");
            assertThat(dashboard.row("Support desk")).hasCount(0);
            assertThat(verify(next, server)).isEqualTo(401);
        }
    }

    private static void endUserTokens(Dashboard dashboard, String server) {
        dashboard.button("New token for an end user").click();
        dashboard.field("Your name for the person").fill("user-7");
        dashboard.button("New token for an end user").click();
        assertThat(dashboard.dialog().locator("h2")).hasText("A token for user-7");
        String token = dashboard.secret();
        dashboard.closeDialog("I have saved it");
        assertThat(verify(token, server)).isEqualTo(200);
        dashboard.button("Revoke user-7").click();
        dashboard.dialog().locator("input").fill("user-7");
        dashboard.button("Revoke").click();
        assertThat(dashboard.row("user-7")).hasCount(0);
        assertThat(verify(token, server)).isEqualTo(401);
    }

    @Test
    void aProjectIsMadeRenamedSuspendedAndRemoved() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/projects"))) {
            dashboard.button("New project").click();
            dashboard.field("Name").fill("Größere Kunden");
            dashboard.button("New project").click();
            assertThat(dashboard.row("grossere-kunden")).isVisible();
            dashboard.button("Edit Größere Kunden").click();
            dashboard.field("Name").fill("Customers");
            dashboard.field("Short name").fill("demo");
            dashboard.button("Save").click();
            assertThat(dashboard.dialog()).containsText("There is one of this name already");
            dashboard.field("Short name").fill("customers");
            dashboard.button("Save").click();
            assertThat(dashboard.row("Customers")).containsText("customers");
            dashboard.button("Suspend Customers").click();
            assertThat(dashboard.row("Customers")).containsText("suspended");
            dashboard.button("Remove Customers").click();
            dashboard.dialog().locator("input").fill("customers");
            dashboard.button("Remove").click();
            assertThat(dashboard.row("Customers")).hasCount(0);
        }
    }

    private static void invite(Dashboard dashboard, Person guest) {
        dashboard.button("Invite somebody").click();
        dashboard.field("E-mail").fill(guest.email());
        dashboard.button("Invite somebody").click();
        assertThat(dashboard.dialog()).hasCount(0);
    }

    @Test
    void somebodyIsInvitedJoinsGetsAnotherRoleAndIsRemoved() {
        Person guest = People.create();
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/members"))) {
            invite(dashboard, guest);
            assertThat(dashboard.row(guest.email())).containsText("Member");

            try (Dashboard guests = Dashboard.signedIn(guest, "/invitations")) {
                guests.page().click("main tbody a");
                assertThat(guests.heading()).hasText("Invitation");
                guests.button("Accept").click();
                assertThat(guests.heading()).hasText("Acme " + acme.slug());
                assertThat(guests.page().locator("main")).containsText("You are a member");
                assertThat(guests.page().locator(".nav")).not().containsText("API keys");
                guests.at(at("/api-keys"));
                assertThat(guests.page().locator("main")).containsText("only owners and administrators");

                dashboard.at("/sessions").at(at("/members"));
                dashboard
                        .page()
                        .locator("main tbody tr", new Page.LocatorOptions().setHasText(guest.email()))
                        .getByText("Change role")
                        .click();
                dashboard.field("Admin").check();
                dashboard.button("Save").click();
                assertThat(dashboard.row(guest.email())).containsText("Admin");

                dashboard.row(guest.email()).getByText("Remove").click();
                assertThat(dashboard.row(guest.email())).hasCount(0);
                dashboard.button("Undo").click();
                assertThat(dashboard.row(guest.email())).containsText("Admin");
            }
        }
    }

    @Test
    void anInvitationIsSentAgainWithdrawnRenewedAndDeclined() {
        Person guest = People.create();
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/members"))) {
            invite(dashboard, guest);
            dashboard.button("Send again " + guest.email()).click();
            assertThat(dashboard.toast()).containsText(guest.email() + " is invited");
            dashboard.button("Withdraw " + guest.email()).click();
            assertThat(dashboard.row(guest.email())).hasCount(0);

            try (Dashboard guests = Dashboard.signedIn(guest, "/invitations")) {
                assertThat(guests.page().locator(".empty h2")).hasText("No open invitations");
                dashboard.button("Invite again").click();
                assertThat(dashboard.row(guest.email())).isVisible();
                guests.at("/sessions").at("/invitations").page().click("main tbody a");
                guests.button("Decline").click();
                assertThat(guests.page().locator(".empty h2")).hasText("No open invitations");
            }
            dashboard.at("/sessions").at(at("/members"));
            assertThat(dashboard.row(guest.email())).hasCount(0);
        }
    }

    @Test
    void aKeyEndsAtACertainTime() {
        try (Dashboard dashboard = Dashboard.signedIn(owner, at("/api-keys"))) {
            dashboard.button("New API key").click();
            dashboard.field("Name").fill("until then");
            dashboard.field("Expires").selectOption("at");
            dashboard.field("Time").fill("2020-01-01T00:00");
            dashboard.button("New API key").click();
            assertThat(dashboard.dialog()).containsText("This time has passed");
            dashboard.field("Time").fill("2040-01-02T12:00");
            dashboard.button("New API key").click();
            dashboard.closeDialog("I have saved it");
            assertThat(dashboard.row("until then")).containsText("Jan 2, 2040");
        }
    }

    @Test
    void aFirstOrganizationIsMadeByWhoHasNone() {
        try (Dashboard dashboard = Dashboard.signedIn(People.create(), "")) {
            assertThat(dashboard.heading()).hasText("New organization");
            String slug = Fixture.uniqueSlug("first");
            dashboard.field("Name").fill("My " + slug);
            dashboard.button("Create organization").click();
            assertThat(dashboard.heading()).hasText("My " + slug);
            assertThat(dashboard.page().locator(".switcher")).containsText("My " + slug);
            dashboard.at("/o/my-" + slug + "/plan");
            assertThat(dashboard.page().locator("main")).containsText("1 of 5");
            dashboard.at("/o/my-" + slug + "/members");
            dashboard.button("Leave Pat").click();
            dashboard.button("Leave").click();
            assertThat(dashboard.dialog()).containsText("You are the only owner");
        }
    }

    @Test
    void theSwitcherLeadsToAnotherOrganizationAndTheNextSignInBeginsThere() {
        Organization other = Fixture.organization(Weavz.server());
        Person person = People.member(acme, "owner");
        Http.post("/api/v1/members")
                .serviceKey(Weavz.server().bootstrapServiceKey(), other.id())
                .json("userId", person.id(), "role", "admin")
                .expect(201);
        String inAcme = at("/members");
        try (Dashboard dashboard = Dashboard.signedInChoosing(person, acme, inAcme)) {
            dashboard.page().locator(".switcher .menu-opener").click();
            dashboard
                    .page()
                    .locator(".switcher .menu a", new Page.LocatorOptions().setHasText(other.slug()))
                    .first()
                    .click();
            assertThat(dashboard.heading()).hasText("Acme " + other.slug());
            dashboard.at("/o/" + other.slug() + "/mcp-servers/" + other.mcpServerId());
            assertThat(dashboard.heading()).hasText("Demo");
            dashboard.page().navigate(Dashboard.url("/").replace("#/", "?#/"));
            assertThat(dashboard.heading()).hasText("Acme " + other.slug());
            dashboard.at("/o/" + other.slug() + "/mcp-servers/" + acme.mcpServerId());
            assertThat(dashboard.page().locator("main")).containsText("It is not there any more");
        }
    }

    @Test
    void otherSessionsAreSignedOut() {
        Person person = People.member(acme, "owner");
        AuthClient phone = AuthClient.signedIn(person.email());
        AuthClient tablet = AuthClient.signedIn(person.email());
        try (Dashboard dashboard = Dashboard.signedIn(person, "/sessions")) {
            assertThat(dashboard.page().locator("main tbody tr")).hasCount(3);
            assertThat(dashboard.row("this one")).containsText("Chrome");
            dashboard
                    .page()
                    .locator("main tbody tr")
                    .nth(2)
                    .getByText("Sign out")
                    .click();
            assertThat(dashboard.page().locator("main tbody tr")).hasCount(2);
            assertThat(Boolean.logicalXor(isSignedIn(phone), isSignedIn(tablet)))
                    .isTrue();
            dashboard.button("Sign out all others").click();
            assertThat(dashboard.page().locator("main tbody tr")).hasCount(1);
            assertThat(isSignedIn(phone) || isSignedIn(tablet)).isFalse();

            dashboard.row("this one").getByText("Sign out").click();
            assertThat(dashboard.page().locator("#username")).isVisible();
        }
    }

    @Test
    void devicesAreSeenAndSignedOut() {
        Person person = People.member(acme, "member");
        String first = Device.tokens(person, acme.workspaceId()).text("/access_token");
        try (Dashboard dashboard = Dashboard.signedIn(person, "/sessions")) {
            Locator devices = dashboard.row("Weavz command line");
            assertThat(devices).hasCount(1);
            assertThat(devices).containsText("now");
            dashboard.button("End Weavz command line").click();
            assertThat(devices).hasCount(0);
            assertThat(dashboard.toast()).containsText("Weavz command line is signed out.");
            assertThat(verify(first, "weavz")).isEqualTo(401);
            assertThat(dashboard.page().locator("main")).not().containsText("Devices");

            String second = Device.tokens(person, acme.workspaceId()).text("/access_token");
            String third = Device.tokens(person, acme.workspaceId()).text("/access_token");
            dashboard.at("/invitations").at("/sessions");
            assertThat(devices).hasCount(2);
            dashboard.button("Sign out all devices").click();
            dashboard.button("Cancel").click();
            assertThat(verify(second, "weavz")).isEqualTo(200);
            dashboard.button("Sign out all devices").click();
            dashboard.button("Sign out all devices").click();
            assertThat(devices).hasCount(0);
            assertThat(verify(second, "weavz")).isEqualTo(401);
            assertThat(verify(third, "weavz")).isEqualTo(401);
            assertThat(dashboard.row("this one")).isVisible();
            assertThat(dashboard.complaints()).isEmpty();
        }
    }

    private static boolean isSignedIn(AuthClient client) {
        return !client.get("/get-session").body().equals("null");
    }
}
