package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Application;
import io.weavz.identity.it.harness.SocialAccounts;
import io.weavz.identity.it.harness.UserAgent;
import io.weavz.identity.it.harness.UserAgent.Page;
import io.weavz.identity.it.harness.social.SocialPerson;
import io.weavz.identity.it.harness.social.SocialProvider;
import io.weavz.identity.it.harness.social.SocialProviders;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer of a provider counts once, in the browser that asked, and for the provider that was asked. */
class SocialStateIT {
    private final Application dashboard = Application.dashboard();
    private final UserAgent browser = new UserAgent();

    @BeforeEach
    @AfterEach
    void everythingInOrder() {
        SocialProviders.reset();
    }

    /** The address to which the provider sends this browser back; the browser does not go there. */
    private String answerFor(UserAgent asking, String alias) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        provider.setAsksForConsent(true);
        String authorize = dashboard.signIn(asking, alias).expect(200).uri().toString();
        provider.setAsksForConsent(false);
        return asking.redirectOf(authorize);
    }

    private static void assertRefused(Page page, SocialProvider provider) {
        assertThat(page.answer().status()).isBetween(400, 502);
        assertThat(page.body()).contains("kc-error-message");
        assertNoAccount(provider);
    }

    private static void assertNoAccount(SocialProvider provider) {
        assertThat(SocialAccounts.withEmail(provider.person().email().orElseThrow()))
                .isEmpty();
    }

    @DisplayName("case 45: the answer that the other tests misuse is good where it belongs")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void anAnswerIsGoodInTheBrowserThatAsked(String alias) {
        assertThat(dashboard.isHome(browser.open(answerFor(browser, alias)))).isTrue();
    }

    @DisplayName("case 45: state reused")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void aStateThatWasUsedBringsNobodyIn(String alias) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        dashboard.claims(dashboard.signIn(browser, alias));
        String authorize = browser.visited().stream()
                .map(URI::toString)
                .filter(url -> url.contains("code_challenge") && url.startsWith("https:"))
                .findFirst()
                .orElseThrow();

        provider.setPerson(SocialPerson.create());
        Page page = browser.open(browser.redirectOf(authorize));

        assertThat(dashboard.isHome(page)).isFalse();
        assertNoAccount(provider);
    }

    @DisplayName("case 45: state of another browser")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void anAnswerForAnotherBrowserBringsNobodyIn(String alias) {
        UserAgent victim = new UserAgent();
        dashboard.loginPage(victim);

        Page page = victim.open(answerFor(browser, alias));

        assertThat(page.links("social-" + alias)).as("the login page again").hasSize(1);
        assertNoAccount(SocialProviders.byAlias(alias));
    }

    @DisplayName("case 45: state missing or made up")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void anAnswerWithoutItsStateBringsNobodyIn(String alias) {
        String answer = answerFor(browser, alias);
        String without = answer.replaceAll("state=[^&]*", "");

        assertRefused(browser.open(without), SocialProviders.byAlias(alias));
        assertRefused(browser.open(without + "state=made.up.state"), SocialProviders.byAlias(alias));
        assertRefused(browser.open(without + "state="), SocialProviders.byAlias(alias));
    }

    @DisplayName("case 45: mix-up, a code and state of one provider at another's endpoint")
    @ParameterizedTest
    @CsvSource({
        "google, github",
        "google, discord",
        "github, google",
        "github, discord",
        "discord, google",
        "discord, github"
    })
    void aCodeOfOneProviderIsNoneOfAnother(String asked, String other) {
        String answer = answerFor(browser, asked);

        Page page = browser.open(answer.replace("/broker/" + asked + "/", "/broker/" + other + "/"));

        assertRefused(page, SocialProviders.byAlias(asked));
    }

    @DisplayName("case 45: mix-up, somebody else's good code beside the victim's own state")
    @ParameterizedTest
    @CsvSource({"google, google", "github, github", "discord, discord", "github, discord"})
    void aCodeThatWasMadeForAnotherBrowserIsRefusedByItsProofKey(String asked, String injected) {
        UserAgent attacker = new UserAgent();
        String code = answerFor(attacker, injected).replaceFirst(".*[?&]code=([^&]*).*", "$1");
        String answer = answerFor(browser, asked);

        Page page = browser.open(answer.replace("/broker/" + asked + "/", "/broker/" + injected + "/")
                .replaceFirst("code=[^&]*", "code=" + code));

        assertRefused(page, SocialProviders.byAlias(injected));
    }

    @Test
    @DisplayName("case 44: the way back from a provider leads to registered addresses only")
    void nobodyIsSentToAnAddressThatIsNotRegistered() {
        Application foreign = new Application("weavz-dashboard", "https://evil.example.test/");

        assertThat(browser.open(foreign.start()).answer().status()).isEqualTo(400);
    }
}
