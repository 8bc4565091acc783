package io.weavz.identity.it.mcp;

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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sign-in of an MCP client with a person in front of a real browser. */
@Tag("browser")
class McpOauthBrowserIT {
    private static final Pattern ARRIVED = Pattern.compile(".*/health\\?.*code=.*");

    private static Answer whoami(String endpoint, String token) {
        return Http.post(endpoint)
                .bearer(token)
                .body(
                        "application/json",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"whoami\"}}")
                .send();
    }

    @Test
    void aPersonApprovesAnUnknownClientAndThenTheScopeThatItLacks() {
        Organization acme = Fixture.organization(Weavz.server());
        People.Person person = People.member(acme, "member");
        String endpoint = acme.mcpEndpoint() + "/oauth";
        SigningInClient client = SigningInClient.discover(endpoint);
        try (Browser browser = Browser.open()) {
            Page page = browser.page();
            page.navigate(client.authorization("mcp:code"));
            page.fill("#username", person.email());
            page.fill("#password", People.PASSWORD);
            page.click("#kc-login");
            PlaywrightAssertions.assertThat(page.locator("body")).containsText("A client of the tests");
            page.click("#kc-login");
            page.waitForURL(ARRIVED);
            String narrow = client.redeem(page.url()).expect(200).text("/access_token");
            Answer refused = whoami(endpoint, narrow).expect(403);

            page.navigate(client.authorization("mcp:code " + SigningInClient.parameter(refused, "scope")));
            page.click("#kc-login");
            page.waitForURL(ARRIVED);
            String wide = client.redeem(page.url()).expect(200).text("/access_token");
            assertThat(whoami(endpoint, wide).expect(200).body()).contains(person.id());
        }
    }
}
