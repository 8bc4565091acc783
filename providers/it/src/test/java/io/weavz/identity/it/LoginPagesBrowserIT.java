package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.weavz.identity.it.harness.Axe;
import io.weavz.identity.it.harness.Browser;
import io.weavz.identity.it.harness.Weavz;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of the login theme, as a person sees them. */
@Tag("browser")
class LoginPagesBrowserIT {
    /** What Keycloak's own markup breaks and no style sheet can mend. */
    private static final Map<LoginPage, List<String>> KEYCLOAKS_OWN = Map.of(
            // The label of the address that was entered before names a field of another page.
            LoginPage.OTP, List.of("label [#kc-attempted-username]"),
            LoginPage.CHOOSE_ORGANIZATION, List.of("label [#kc-attempted-username]"),
            // The labels of these two have no "for".
            LoginPage.SET_UP_OTP, List.of("label [#totp]", "label [#userLabel]"),
            // The scopes stand below an h3 without an h2 above it.
            LoginPage.CONSENT, List.of("heading-order [h3]"),
            // The only button has a tab index of its own.
            LoginPage.LOG_OUT, List.of("tabindex [#kc-logout]"));

    @BeforeAll
    static void make() {
        LoginPageFixture.make();
    }

    @AfterAll
    static void remove() {
        LoginPageFixture.remove();
    }

    @ParameterizedTest
    @EnumSource(LoginPage.class)
    void aPageCanBeReadAndUsedByEveryone(LoginPage page) {
        try (Browser desktop = Browser.open()) {
            page.open(desktop.page());

            assertThat(Axe.violations(desktop.page())).isEqualTo(KEYCLOAKS_OWN.getOrDefault(page, List.of()));
        }
    }

    @ParameterizedTest
    @EnumSource(LoginPage.class)
    void aPageFitsAPhoneInTheDarkAndTakesNothingFromElsewhere(LoginPage page) {
        try (Browser phone = Browser.options().phone().dark().locale("de").open()) {
            page.open(phone.page());

            assertThat(phone.requests())
                    .isNotEmpty()
                    .allSatisfy(url -> assertThat(url).startsWith(Weavz.server().rootUrl() + "/"));
            assertThat(phone.page().evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(360);
            assertThat(phone.page().evaluate("document.documentElement.classList.contains('pf-v5-theme-dark')"))
                    .isEqualTo(true);
            assertThat(Axe.violations(phone.page())).isEqualTo(KEYCLOAKS_OWN.getOrDefault(page, List.of()));
        }
    }

    @Test
    void theTabKeyGoesFromTheEmailToThePasswordAndOnToTheButton() {
        try (Browser browser = Browser.open()) {
            LoginPage.SIGN_IN.open(browser.page());
            PlaywrightAssertions.assertThat(browser.page().locator("#username")).isFocused();

            List<String> order = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                order.add(browser.page()
                        .evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
                        .toString());
                browser.page().keyboard().press("Tab");
            }
            assertThat(order)
                    .containsExactly(
                            "username",
                            "password",
                            "password-show-password",
                            "rememberMe",
                            "Forgot password?",
                            "kc-login");
        }
    }

    @Test
    void pagesSpeakThePersonsLanguage() {
        try (Browser english = Browser.open();
                Browser german = Browser.options().locale("de").open()) {
            assertThat(title(english)).isEqualTo("Sign in");
            assertThat(title(german)).isEqualTo("Anmelden");
        }
    }

    private static String title(Browser browser) {
        LoginPage.SIGN_IN.open(browser.page());
        return browser.page().locator("#kc-page-title").textContent().strip();
    }
}
