package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.weavz.identity.it.harness.Browser;
import io.weavz.identity.it.harness.Weavz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages of the login theme, as a person sees them. */
@Tag("browser")
class LoginPagesBrowserIT {
    private static final String SIGN_IN = Weavz.server().url()
            + "/protocol/openid-connect/auth?client_id=account-console&response_type=code&scope=openid"
            + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&redirect_uri="
            + Weavz.server().url() + "/account/";

    @Test
    void theSignInPageSpeaksThePersonsLanguage() {
        try (Browser english = Browser.open();
                Browser german = Browser.options().locale("de").open()) {
            assertThat(title(english)).isEqualTo("Sign in");
            assertThat(title(german)).isEqualTo("Anmelden");
        }
    }

    private static String title(Browser browser) {
        Page page = browser.page();
        page.navigate(SIGN_IN);
        return page.locator("#kc-page-title").textContent().strip();
    }
}
