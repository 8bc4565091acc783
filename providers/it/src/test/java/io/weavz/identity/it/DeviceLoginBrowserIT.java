package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Browser;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command line's sign-in, with a person in front of a real browser. */
@Tag("browser")
class DeviceLoginBrowserIT {
    @Test
    void aPersonSignsInChoosesAWorkspaceAndApproves() {
        Organization acme = Fixture.organization(Weavz.server());
        People.Person person = People.member(acme, "member");
        String resource = Weavz.server().url() + "/mcp/weavz";
        Answer code = Http.post("/oauth/device/code")
                .json("client_id", "weavz-cli", "resource", resource, "scope", "mcp:tools")
                .expect(200);
        try (Browser browser = Browser.open()) {
            Page page = browser.page();
            page.navigate(code.text("/verification_uri_complete"));
            page.fill("#username", person.email());
            page.fill("#password", People.PASSWORD);
            page.click("#kc-login");
            PlaywrightAssertions.assertThat(page.locator("body")).containsText(code.text("/user_code"));
            page.check("input[type=radio][value='" + acme.workspaceId() + "']");
            page.click("#weavz-choose-submit");
            page.click("#kc-login");
            page.waitForLoadState();
        }
        String token = Http.post("/oauth/token")
                .json(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "device_code",
                        code.text("/device_code"),
                        "client_id",
                        "weavz-cli",
                        "resource",
                        resource)
                .expect(200)
                .text("/access_token");
        assertThat(Http.get("/api/v1/verify")
                        .bearer(token)
                        .header("X-Forwarded-Uri", "/mcp/weavz")
                        .expect(200)
                        .header("X-Weavz-Subject"))
                .hasValue(person.id());
    }
}
