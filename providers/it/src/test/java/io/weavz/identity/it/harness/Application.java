package io.weavz.identity.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.UserAgent.Page;
import java.util.UUID;

/**
 * A public client of the realm that people sign in to with the code flow and PKCE.
 *
 * @param home where its pages are; people come back there
 */
public record Application(String clientId, String home) {
    public static Application dashboard() {
        return new Application("weavz-dashboard", Weavz.server().url() + "/dashboard/");
    }

    /** Keycloak's own, whose token may change the account. */
    public static Application accountConsole() {
        return new Application("account-console", Weavz.server().url() + "/account/");
    }

    /** Where a browser begins. */
    public String start() {
        return Weavz.server().url() + "/protocol/openid-connect/auth?response_type=code&client_id=" + clientId
                + "&scope=openid&state=" + UUID.randomUUID() + "&code_challenge_method=S256&code_challenge="
                + Pkce.challenge() + "&redirect_uri=" + Http.encode(home);
    }

    public Page loginPage(UserAgent browser) {
        return browser.open(start()).expect(200);
    }

    /** From the login page to the provider and back, as far as it goes without a person who does something. */
    public Page signIn(UserAgent browser, String provider) {
        return browser.click(loginPage(browser), "social-" + provider);
    }

    /** Whether somebody has arrived there, signed in. */
    public boolean isHome(Page page) {
        return isHome(page.uri().toString());
    }

    public boolean isHome(String url) {
        return url.startsWith(home + "?") && url.contains("code=");
    }

    /** The access token of whoever has arrived at this page; the test fails when nobody has. */
    public String token(Page page) {
        if (!isHome(page)) {
            throw new AssertionError("Nobody is signed in at " + page);
        }
        return Http.post("/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        clientId,
                        "code",
                        page.parameter("code"),
                        "redirect_uri",
                        home,
                        "code_verifier",
                        Pkce.VERIFIER)
                .expect(200)
                .text("/access_token");
    }

    /** What that token says. */
    public JsonNode claims(Page page) {
        return Jwt.verified(token(page));
    }
}
