package io.weavz.identity.it;

import com.microsoft.playwright.Page;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.util.function.Consumer;

/** The pages of the login theme that people meet, and the way to each in a fresh browser. */
enum LoginPage {
    SIGN_IN(LoginPage::signIn),
    SIGN_IN_REFUSED(page -> {
        signIn(page);
        enter(page, "nobody@example.test");
    }),
    REGISTER(page -> {
        signIn(page);
        page.click("#kc-registration a");
    }),
    FORGOT_PASSWORD(page -> {
        signIn(page);
        page.click("a[href*=reset-credentials]");
    }),
    OTP(page -> signInAs(page, "otp")),
    SET_UP_OTP(page -> signInAs(page, "CONFIGURE_TOTP")),
    UPDATE_PASSWORD(page -> signInAs(page, "UPDATE_PASSWORD")),
    UPDATE_PROFILE(page -> signInAs(page, "UPDATE_PROFILE")),
    VERIFY_EMAIL(page -> signInAs(page, "VERIFY_EMAIL")),
    ERROR(page -> page.navigate(authorization("nobody"))),
    CONSENT(page -> {
        page.navigate(authorization("it-pages-consent"));
        enter(page, LoginPageFixture.email("plain"));
    }),
    LOG_OUT(LoginPage::logOut),
    INFO(page -> {
        logOut(page);
        page.click("#kc-logout");
    }),
    CHOOSE_ORGANIZATION(page -> signInAs(page, "several")),
    DEVICE(page -> page.navigate(Weavz.server().url() + "/device")),
    CHOOSE_WORKSPACE(page -> {
        page.navigate(LoginPageFixture.deviceLogin());
        enter(page, LoginPageFixture.email("several"));
    }),
    LINK_ACCOUNT(page -> {
        signIn(page);
        page.click("#social-" + LoginPageFixture.OTHER_REALM);
        enter(page, LoginPageFixture.email("plain"));
    });

    private final Consumer<Page> way;

    LoginPage(Consumer<Page> way) {
        this.way = way;
    }

    void open(Page page) {
        way.accept(page);
        page.waitForLoadState();
    }

    private static void signIn(Page page) {
        page.navigate(authorization("it-pages"));
    }

    /** Signs in with the password that everyone has. */
    static void signInWith(Page page, String email) {
        signIn(page);
        enter(page, email);
    }

    private static void signInAs(Page page, String person) {
        signInWith(page, LoginPageFixture.email(person));
    }

    private static void enter(Page page, String email) {
        page.fill("#username", email);
        page.fill("#password", People.PASSWORD);
        page.click("#kc-login");
    }

    private static void logOut(Page page) {
        signInAs(page, "plain");
        page.navigate(Weavz.server().url() + "/protocol/openid-connect/logout");
    }

    private static String authorization(String client) {
        return Weavz.server().url() + "/protocol/openid-connect/auth?response_type=code&scope=openid&client_id="
                + client + "&redirect_uri=" + LoginPageFixture.landing();
    }
}
