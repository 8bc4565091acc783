package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.UserAgent;
import io.weavz.identity.it.harness.UserAgent.Page;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.social.SocialProvider;
import io.weavz.identity.it.harness.social.SocialProviders;
import io.weavz.identity.it.harness.social.Trouble;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Social sign-in and linking by {@code /api/auth}, from the dashboard's call to the cookie. */
class SocialAuthIT {
    private final UserAgent browser = new UserAgent();

    @BeforeEach
    @AfterEach
    void everythingInOrder() {
        SocialProviders.reset();
    }

    private Answer start(UserAgent agent, String provider) {
        return agent.call(
                "/sign-in/social",
                "provider",
                provider,
                "callbackURL",
                "/welcome",
                "newUserCallbackURL",
                "/new-here",
                "errorCallbackURL",
                "/sorry");
    }

    private Page signIn(UserAgent agent, String provider) {
        return agent.open(start(agent, provider).expect(200).text("/url"));
    }

    private static String at(Page page) {
        URI uri = page.uri();
        return uri.getPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    @Tag("postgres")
    @ParameterizedTest
    @CsvSource({
        "google, https://accounts.google.com/",
        "github, https://github.com/login/oauth/authorize",
        "discord, https://discord.com/"
    })
    void theBrowserGoesToTheProviderAndComesBackSignedIn(String alias, String address) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        Answer started = start(browser, alias).expect(200);
        assertThat(started.text("/url")).startsWith(address);
        assertThat(started.header("Location")).hasValue(started.text("/url"));
        assertThat(started.json().path("redirect").asBoolean()).isTrue();
        assertThat(AuthClient.setCookies(started))
                .anyMatch(cookie ->
                        cookie.matches("better-auth\\.state=[^;]+; Max-Age=300; Path=/; HttpOnly; SameSite=Lax"));

        assertThat(at(browser.open(started.text("/url")))).isEqualTo("/new-here");
        assertThat(browser.ask("/get-session").text("/user/email"))
                .isEqualTo(provider.person().email().orElseThrow());
        assertThat(browser.ask("/list-accounts").text("/0/providerId")).isEqualTo(alias);

        UserAgent again = new UserAgent();
        assertThat(at(signIn(again, alias))).isEqualTo("/welcome");
        assertThat(again.ask("/get-session").text("/user/id"))
                .isEqualTo(browser.ask("/get-session").text("/user/id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void whoDeniesItIsBackAtTheApplicationWithAnError(String alias) {
        SocialProviders.byAlias(alias).setAsksForConsent(true);
        Page asked = signIn(browser, alias);
        Page back = browser.submit(asked, "consent", "decision", "deny");

        assertThat(at(back)).isEqualTo("/sorry?error=access_denied");
        assertThat(browser.ask("/get-session").body()).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    @DisplayName("case 45: a provider that fails signs nobody in")
    void aProviderInTroubleSignsNobodyIn(String alias) {
        SocialProviders.byAlias(alias).troubleWithProfiles(Trouble.TOO_MANY_REQUESTS);
        Page page = signIn(browser, alias);

        assertThat(page.body()).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(browser.ask("/get-session").body()).isEqualTo("null");
    }

    @Test
    @DisplayName("case 45: a state is good once, in one browser, for one provider")
    void aStateIsGoodOnceInOneBrowser() {
        Page here = signIn(browser, "google");
        assertThat(at(here)).isEqualTo("/new-here");
        String callback = browser.visited().stream()
                .map(URI::toString)
                .filter(url -> url.contains("/api/auth/callback/google?"))
                .findFirst()
                .orElseThrow();
        assertThat(new UserAgent().redirectOf(callback)).endsWith("/error?error=state_mismatch");
        assertThat(browser.redirectOf(callback)).endsWith("/error?error=state_mismatch");
        assertThat(browser.redirectOf(callback.replace("/google?", "/github?")))
                .endsWith("/error?error=state_mismatch");
    }

    @Test
    @DisplayName("case 45: a victim's browser is not signed in as the attacker by the attacker's code")
    void anotherBrowsersCodeSignsNobodyIn() {
        UserAgent attacker = new UserAgent();
        String authorize = start(attacker, "github").expect(200).text("/url");
        UserAgent victim = new UserAgent();
        start(victim, "github").expect(200);
        victim.open(authorize);
        assertThat(victim.ask("/get-session").body()).isEqualTo("null");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(browser.call("/sign-in/social", "provider", "gitlab")
                        .expect(404)
                        .text("/code"))
                .isEqualTo("PROVIDER_NOT_FOUND");
        assertThat(browser.call("/sign-in/social", "provider", "google", "idToken", Json.object("token", "x"))
                        .expect(404)
                        .text("/code"))
                .isEqualTo("ID_TOKEN_NOT_SUPPORTED");
        assertThat(browser.call("/sign-in/social", "provider", "google", "callbackURL", "https://evil.example")
                        .expect(403)
                        .text("/code"))
                .isEqualTo("INVALID_CALLBACK_URL");
        assertThat(browser.call("/sign-in/social", "provider", "google", "errorCallbackURL", "//evil.example")
                        .expect(403)
                        .text("/code"))
                .isEqualTo("INVALID_ERROR_CALLBACK_URL");
        assertThat(browser.call("/link-social", "provider", "google")
                        .expect(401)
                        .text("/code"))
                .isEqualTo("UNAUTHORIZED");
        Answer stay = browser.call("/sign-in/social", "provider", "google", "disableRedirect", true)
                .expect(200);
        assertThat(stay.header("Location")).isEmpty();
        assertThat(stay.json().path("redirect").asBoolean(true)).isFalse();
        Page error = browser.open(Weavz.server().url() + "/api/auth/error?error=%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(error.body()).doesNotContain("<script>alert");
    }

    @Test
    @DisplayName("case 46: an account is linked by who is signed in, and the last way in is not taken away")
    void anAccountIsLinkedAndUnlinked() {
        browser.call("/sign-up/email", "name", "Pat", "email", AuthClient.newEmail(), "password", AuthClient.PASSWORD)
                .expect(200);
        Answer away = browser.call(
                        "/link-social", "provider", "github", "callbackURL", "/linked", "errorCallbackURL", "/sorry")
                .expect(200);
        Page confirm = browser.open(away.text("/url")).expect(200);
        Page back = browser.submit(confirm, "");
        assertThat(at(back)).isEqualTo("/linked");
        assertThat(browser.ask("/list-accounts").expect(200).json())
                .extracting(account -> account.path("providerId").asText())
                .containsExactly("credential", "github");
        assertThat(browser.call("/link-social", "provider", "github")
                        .expect(409)
                        .text("/code"))
                .isEqualTo("SOCIAL_ACCOUNT_ALREADY_LINKED");
        browser.call("/unlink-account", "accountId", "github").expect(200);
        assertThat(browser.call("/unlink-account", "accountId", "github")
                        .expect(400)
                        .text("/code"))
                .isEqualTo("ACCOUNT_NOT_FOUND");

        UserAgent other = new UserAgent();
        assertThat(at(signIn(other, "discord"))).isEqualTo("/new-here");
        assertThat(other.call("/unlink-account", "accountId", "discord")
                        .expect(400)
                        .text("/code"))
                .isEqualTo("FAILED_TO_UNLINK_LAST_ACCOUNT");
    }

    @Test
    @DisplayName("case 46: in another person's browser a link that somebody asked for links nothing")
    void aLinkIsMadeInTheBrowserOfWhoAsked() {
        UserAgent mallory = new UserAgent();
        mallory.call("/sign-up/email", "name", "M", "email", AuthClient.newEmail(), "password", AuthClient.PASSWORD)
                .expect(200);
        String away =
                mallory.call("/link-social", "provider", "github").expect(200).text("/url");
        browser.call("/sign-up/email", "name", "Pat", "email", AuthClient.newEmail(), "password", AuthClient.PASSWORD)
                .expect(200);
        browser.open(away);
        assertThat(browser.ask("/list-accounts").json()).hasSize(1);
        assertThat(mallory.ask("/list-accounts").json()).hasSize(1);
    }
}
