package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.weavz.identity.it.harness.Application;
import io.weavz.identity.it.harness.Browser;
import io.weavz.identity.it.harness.SocialAccounts;
import io.weavz.identity.it.harness.social.SocialProvider;
import io.weavz.identity.it.harness.social.SocialProviders;
import io.weavz.identity.it.harness.social.Trouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sign-in with Google, GitHub and Discord, with a mouse. */
@Tag("browser")
class SocialLoginBrowserIT {
    private final Application dashboard = Application.dashboard();
    private Browser browser;
    private Page page;

    @BeforeEach
    void open() {
        SocialProviders.reset();
        browser = Browser.options()
                .proxy("http://127.0.0.1:" + SocialProviders.proxy().getPort())
                .open();
        page = browser.page();
        page.navigate(dashboard.start());
    }

    @AfterEach
    void close() {
        browser.close();
        SocialProviders.reset();
    }

    private Locator button(String name) {
        return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
    }

    private void awaitHome() {
        page.waitForURL(dashboard::isHome);
    }

    @ParameterizedTest
    @CsvSource({"google, Google", "github, GitHub", "discord, Discord"})
    void theLoginPageHasAButtonWithTheLogo(String alias, String name) {
        Locator button = button(name);

        assertThat(button.innerText().strip()).isEqualTo(name);
        BoundingBox box = button.boundingBox();
        if (alias.equals("discord")) {
            String address = (String) button.locator(".weavz-logo-discord")
                    .evaluate("logo => getComputedStyle(logo, '::before').maskImage.replace(/^url\\(\"|\"\\)$/g, '')");
            Object loads = page.evaluate(
                    "async url => { const image = new Image(); image.src = url;"
                            + " await image.decode(); return image.naturalWidth > 0; }",
                    address);
            assertThat(loads).isEqualTo(true);
        } else {
            BoundingBox logo = button.locator("svg").boundingBox();
            assertThat(logo.width).isBetween(10.0, 40.0);
            assertThat(logo.x).isLessThan(box.x + box.width / 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"google, Google", "github, GitHub", "discord, Discord"})
    void whoAllowsItIsSignedIn(String alias, String name) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        provider.setAsksForConsent(true);

        button(name).click();
        page.locator("#allow").click();
        awaitHome();

        assertThat(SocialAccounts.withEmail(provider.person().email().orElseThrow()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"google, Google", "github, GitHub", "discord, Discord"})
    void whoDeniesItMayTryAgain(String alias, String name) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        provider.setAsksForConsent(true);

        button(name).click();
        page.locator("#deny").click();
        page.getByText("Access denied when authenticating with " + name).waitFor();
        assertThat(SocialAccounts.withEmail(provider.person().email().orElseThrow()))
                .isEmpty();

        button(name).click();
        page.locator("#allow").click();
        awaitHome();
    }

    @ParameterizedTest
    @CsvSource({
        "google, Google, DOWN",
        "github, GitHub, DOWN",
        "discord, Discord, DOWN",
        "google, Google, SILENT",
        "discord, Discord, TOO_MANY_REQUESTS"
    })
    @DisplayName("case 45: a provider that is down or slow ends on a page that says so")
    void aProviderInTroubleEndsOnAPage(String alias, String name, Trouble trouble) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        provider.troubleWithTokens(trouble);
        page.setDefaultTimeout(40_000);

        button(name).click();
        page.locator("#kc-error-message, .pf-v5-c-alert").first().waitFor();

        assertThat(dashboard.isHome(page.url())).isFalse();
        assertThat(page.content()).doesNotContain("Exception");
        assertThat(SocialAccounts.withEmail(provider.person().email().orElseThrow()))
                .isEmpty();
    }

    /** The provider's answer on its way through the browser. */
    private String answer() {
        return browser.requests().stream()
                .filter(url -> url.contains("/broker/") && url.contains("code="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("case 45: an answer that was used, or that is carried to another browser, signs nobody in")
    void anAnswerIsGoodOnceInItsBrowser() {
        button("Google").click();
        awaitHome();
        String answer = answer();
        for (boolean elsewhere : new boolean[] {true, false}) {
            try (Browser fresh = Browser.open()) {
                Page window = elsewhere ? fresh.page() : page;
                window.navigate(answer);
                assertThat(dashboard.isHome(window.url())).isFalse();
            }
        }
    }
}
