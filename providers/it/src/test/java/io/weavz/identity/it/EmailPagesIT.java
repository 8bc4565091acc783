package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.weavz.identity.it.harness.Browser;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Mail;
import io.weavz.identity.it.harness.Mailbox;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The mails that people get, as they arrive at an SMTP server. */
class EmailPagesIT {
    private static final Pattern ASSET =
            Pattern.compile("(?i)<(img|link|script|iframe|object)\\b|\\bsrc=|url\\(|@import");

    @Test
    void verifyingAnAddressSendsOneLinkToIt() {
        People.Person person = People.create();
        People.Person other = People.create();

        People.admin("PUT", "/users/" + person.id() + "/send-verify-email").expect(204);

        Mail mail = Mailbox.await(person.email());
        assertThat(mail.to()).containsExactly(person.email());
        assertThat(mail.subject()).isEqualTo("Confirm your email address");
        assertThat(mail.link().toString()).startsWith(Weavz.server().url() + "/login-actions/action-token?key=");
        assertOwnLook(mail, "Confirm the address");
        Http.get(mail.link().toString()).expect(200);
        assertThat(Mailbox.next(person.email())).isEmpty();
        assertThat(Mailbox.next(other.email())).isEmpty();
    }

    @Test
    void aMailSpeaksThePersonsLanguage() {
        People.Person person = People.create(Json.object("attributes", Json.object("locale", Json.array("de"))));

        People.admin("PUT", "/users/" + person.id() + "/send-verify-email").expect(204);

        Mail mail = Mailbox.await(person.email());
        assertThat(mail.subject()).isEqualTo("Bestätigen Sie Ihre E-Mail-Adresse");
        assertThat(mail.text()).contains("Adresse bestätigen:", "Der Link gilt 12 Stunden.");
        assertOwnLook(mail, "Adresse bestätigen");
    }

    @Test
    @DisplayName("case 47: an organization's name is text in Keycloak's own invitation, not markup")
    void keycloaksInvitationNamesTheOrganizationAsText() {
        People.Person person = People.create();
        Organization acme = Fixture.organization(Weavz.server());
        People.admin("PUT", "/organizations/" + acme.id())
                .json("id", acme.id(), "alias", acme.slug(), "name", "<b>" + acme.slug() + "</b>")
                .expect(204);

        People.admin("POST", "/organizations/" + acme.id() + "/members/invite-existing-user")
                .form("id", person.id())
                .expect(204);

        Mail mail = Mailbox.await(person.email());
        assertThat(mail.subject()).isEqualTo("Invitation to <b>" + acme.slug() + "</b>");
        assertThat(mail.html())
                .contains("&lt;b&gt;" + acme.slug() + "&lt;/b&gt;")
                .doesNotContain("<b>" + acme.slug());
        assertOwnLook(mail, "Accept the invitation");
    }

    @Test
    @Tag("browser")
    void aForgottenPasswordIsReplacedThroughTheLinkInTheMail() {
        People.Person person = People.create();
        LoginPageFixture.client();
        try (Browser browser = Browser.open()) {
            Page page = browser.page();
            LoginPage.FORGOT_PASSWORD.open(page);
            page.fill("#username", person.email());
            page.click("#kc-form-buttons");

            Mail mail = Mailbox.await(person.email());
            assertThat(mail.subject()).isEqualTo("Choose a new password");
            assertOwnLook(mail, "Choose a new password");
            page.navigate(mail.link().toString());
            page.fill("#password-new", "a quite different one");
            page.fill("#password-confirm", "a quite different one");
            page.click("button[type=submit]");
            page.waitForURL(LoginPageFixture.landing() + "**");
        }
    }

    @Test
    @Tag("browser")
    void anAddressIsConfirmedThroughTheLinkInTheMail() {
        People.Person person =
                People.create(Json.object("requiredActions", Json.array("VERIFY_EMAIL"), "emailVerified", false));
        LoginPageFixture.client();
        try (Browser browser = Browser.open()) {
            LoginPage.signInWith(browser.page(), person.email());
            browser.page().navigate(Mailbox.await(person.email()).link().toString());
            browser.page().waitForURL(LoginPageFixture.landing() + "**");
        }
        assertThat(People.admin("GET", "/users/" + person.id()).expect(200).text("/emailVerified"))
                .isEqualTo("true");
    }

    /** A button and the plain link in HTML, the same link in the text, and nothing that a mail program would load. */
    private static void assertOwnLook(Mail mail, String action) {
        String link = mail.link().toString().replace("&", "&amp;");
        assertThat(mail.html())
                .contains("weavz-card", ">" + action + "</a>", "href=\"" + link + "\"", ">" + link + "</a>");
        assertThat(ASSET.matcher(mail.html()).find()).as(mail.html()).isFalse();
        assertThat(mail.text()).contains(action + ":").doesNotContain("</a>", "&amp;", "&lt;");
    }
}
