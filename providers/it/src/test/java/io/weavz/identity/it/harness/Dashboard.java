package io.weavz.identity.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.UserAgent.Page;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;

/** The realm's public client for people: the code flow with PKCE, as its pages run it. */
public final class Dashboard {
    private static final String CLIENT = "weavz-dashboard";
    private static final String VERIFIER = UUID.randomUUID() + "-" + UUID.randomUUID();

    private Dashboard() {}

    /** The login page. */
    public static Page loginPage(UserAgent browser) {
        return browser.open(
                Weavz.server().url() + "/protocol/openid-connect/auth?response_type=code&client_id=" + CLIENT
                        + "&scope=openid&state=" + UUID.randomUUID() + "&code_challenge_method=S256&code_challenge="
                        + challenge() + "&redirect_uri=" + Http.encode(home()));
    }

    /** From the login page to the provider and back, as far as it goes without a person who does something. */
    public static Page signIn(UserAgent browser, String provider) {
        return browser.click(loginPage(browser).expect(200), "social-" + provider);
    }

    /** Whether the person has arrived, signed in. */
    public static boolean isHome(Page page) {
        return page.uri().toString().startsWith(home() + "?")
                && page.uri().getRawQuery().contains("code=");
    }

    /** The claims of the access token for whoever has arrived at this page; the test fails when nobody has. */
    public static JsonNode claims(Page page) {
        if (!isHome(page)) {
            throw new AssertionError("Nobody is signed in at " + page);
        }
        return Jwt.verified(Http.post("/protocol/openid-connect/token")
                .form(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        CLIENT,
                        "code",
                        page.parameter("code"),
                        "redirect_uri",
                        home(),
                        "code_verifier",
                        VERIFIER)
                .expect(200)
                .text("/access_token"));
    }

    private static String home() {
        return Weavz.server().url() + "/dashboard/";
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
