package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Application;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Mailbox;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.People.Person;
import io.weavz.identity.it.harness.SocialAccounts;
import io.weavz.identity.it.harness.UserAgent;
import io.weavz.identity.it.harness.UserAgent.Page;
import io.weavz.identity.it.harness.social.SocialPerson;
import io.weavz.identity.it.harness.social.SocialProviders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account of a provider meets an account that is there already. */
class SocialLinkingIT {
    private final Application dashboard = Application.dashboard();
    private final UserAgent browser = new UserAgent();

    @BeforeEach
    @AfterEach
    void everythingInOrder() {
        SocialProviders.reset();
    }

    private Page signInAs(SocialPerson person, UserAgent window, String alias) {
        SocialProviders.byAlias(alias).setPerson(person);
        return dashboard.signIn(window, alias);
    }

    /** The page that asks whether the accounts belong together; nobody is signed in yet. */
    private static void assertAsks(Page page) {
        assertThat(page.body()).contains("id=\"linkAccount\"");
    }

    private Page wishesToLink(Page page, UserAgent window) {
        assertAsks(page);
        return window.submit(page, "kc-register-form", "submitAction", "linkAccount");
    }

    @Tag("postgres")
    @DisplayName("case 46: an address that is taken links after a mail to its owner, and not before")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void aVerifiedAddressLinksAfterProofByMail(String alias) {
        Person owner = People.create();
        SocialPerson person = SocialPerson.create().withEmail(owner.email());

        Page waiting = wishesToLink(signInAs(person, browser, alias), browser);
        assertThat(dashboard.isHome(waiting)).isFalse();
        assertThat(SocialAccounts.links(owner.id())).isEmpty();

        Page home = browser.open(Mailbox.await(owner.email()).link().toString());
        assertThat(dashboard.claims(home).path("sub").asText()).isEqualTo(owner.id());
        assertThat(SocialAccounts.links(owner.id())).containsExactly(alias);
        assertThat(dashboard
                        .claims(dashboard.signIn(new UserAgent(), alias))
                        .path("sub")
                        .asText())
                .isEqualTo(owner.id());
    }

    @DisplayName("case 45: who made an account of somebody else's address in advance is out once the owner proves it")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void aPasswordSetBeforeTheOwnerCameIsWorthNothing(String alias) {
        AuthClient squatter = AuthClient.signedUp();
        String email = squatter.email();
        String account = squatter.userId();

        wishesToLink(signInAs(SocialPerson.create().withEmail(email), browser, alias), browser);
        Page home = browser.open(Mailbox.await(email).link().toString());

        assertThat(dashboard.claims(home).path("sub").asText()).isEqualTo(account);
        assertThat(squatter.get("/get-session").body()).isEqualTo("null");
        AuthClient.anonymous().signIn(email, AuthClient.PASSWORD).expect(401);
    }

    @DisplayName("case 46: an address that is taken links after the owner's password, and not after another")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void aVerifiedAddressLinksAfterProofByPassword(String alias) {
        Person owner = People.create();
        Page waiting = wishesToLink(signInAs(SocialPerson.create().withEmail(owner.email()), browser, alias), browser);
        Page login = browser.submit(waiting, "kc-select-try-another-way-form");
        if (login.body().contains("kc-select-credential-form")) {
            String password =
                    login.body().replaceFirst("(?s).*name=\"authenticationExecution\" value=\"([^\"]+)\".*", "$1");
            login = browser.submit(login, "kc-select-credential-form", "authenticationExecution", password);
        }

        Page refused = browser.submit(login, "kc-form-login", "password", "not this one");
        assertThat(SocialAccounts.links(owner.id())).isEmpty();

        Page home = browser.submit(refused, "kc-form-login", "password", People.PASSWORD);
        assertThat(dashboard.claims(home).path("sub").asText()).isEqualTo(owner.id());
        assertThat(SocialAccounts.links(owner.id())).containsExactly(alias);
    }

    @DisplayName("case 45: an unverified address takes over nobody's account")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void anUnverifiedAddressTakesOverNobody(String alias) {
        Person victim = People.create();
        SocialPerson attacker = SocialPerson.create().withUnverifiedEmail(victim.email());

        Page waiting = wishesToLink(signInAs(attacker, browser, alias), browser);
        assertThat(dashboard.isHome(waiting)).isFalse();
        assertAsks(signInAs(attacker, browser, alias));

        assertThat(SocialAccounts.links(victim.id())).isEmpty();
        assertThat(Mailbox.await(victim.email()).to()).containsExactly(victim.email());
    }

    @DisplayName("case 45: an address counts as verified neither by a provider's word nor by a person's")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void anAddressFromAProviderIsNotVerifiedHere(String alias) {
        JsonNode verified = dashboard.claims(signInAs(SocialPerson.create(), browser, alias));
        SocialPerson other = SocialPerson.create();
        JsonNode unverified = dashboard.claims(
                signInAs(other.withUnverifiedEmail(other.email().orElseThrow()), new UserAgent(), alias));

        assertThat(verified.path("email_verified").asBoolean(true)).isFalse();
        assertThat(unverified.path("email_verified").asBoolean(true)).isFalse();
    }

    @DisplayName("case 45: upstream account swap, another account with the address of one that was linked by mail")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void aConfirmedLinkIsForOneUpstreamAccount(String alias) {
        Person owner = People.create();
        SocialPerson own = SocialPerson.create().withEmail(owner.email());
        wishesToLink(signInAs(own, browser, alias), browser);
        confirmElsewhere(owner);

        SocialPerson swapped =
                SocialPerson.create().withUsername(own.username()).withUnverifiedEmail(owner.email());
        Page page = signInAs(swapped, new UserAgent(), alias);

        assertThat(dashboard.isHome(page)).isFalse();
        assertAsks(page);
        assertThat(dashboard.isHome(signInAs(own, new UserAgent(), alias)))
                .as("who confirmed comes in")
                .isTrue();
    }

    /** The owner reads the mail on another device. */
    private static void confirmElsewhere(Person owner) {
        UserAgent device = new UserAgent();
        Page asked = device.open(Mailbox.await(owner.email()).link().toString()).expect(200);
        String proceed = asked.body().replaceFirst("(?s).*href=\"([^\"]*action-token[^\"]*)\".*", "$1");
        device.open(asked.uri().resolve(proceed.replace("&amp;", "&")).toString())
                .expect(200);
    }

    @DisplayName("case 45: upstream account swap, a linked account that takes somebody else's address")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void anUpstreamAccountWithAnotherAddressStaysWhoItWas(String alias) {
        Person victim = People.create();
        SocialPerson person = SocialPerson.create();
        String id =
                dashboard.claims(signInAs(person, browser, alias)).path("sub").asText();

        JsonNode claims = dashboard.claims(signInAs(person.withEmail(victim.email()), new UserAgent(), alias));

        assertThat(claims.path("sub").asText()).isEqualTo(id);
        assertThat(claims.path("email").asText()).isEqualTo(person.email().orElseThrow());
        assertThat(SocialAccounts.links(victim.id())).isEmpty();
    }

    @DisplayName("case 45: upstream account swap, a username that changed hands")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void whoTakesOverAUsernameIsSomebodyElse(String alias) {
        SocialPerson first = SocialPerson.create();
        SocialPerson second = SocialPerson.create().withUsername(first.username());

        String one =
                dashboard.claims(signInAs(first, browser, alias)).path("sub").asText();
        String other = dashboard
                .claims(signInAs(second, new UserAgent(), alias))
                .path("sub")
                .asText();

        assertThat(other).isNotEqualTo(one);
    }

    @DisplayName("case 45: a username that somebody here has already")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void aUsernameUpstreamIsNoUsernameHere(String alias) {
        SocialPerson person = SocialPerson.create();
        String taken = user(person.username(), person.username() + "@elsewhere.test");

        JsonNode claims = dashboard.claims(signInAs(person, browser, alias));

        assertThat(claims.path("sub").asText()).isNotEqualTo(taken);
        assertThat(SocialAccounts.links(taken)).isEmpty();
    }

    @DisplayName("case 45: an address that is somebody's username here")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void anAddressThatIsSomebodysUsernameNeedsProofFromThatPerson(String alias) {
        SocialPerson person = SocialPerson.create();
        String theirs = "other-" + person.email().orElseThrow();
        String taken = user(person.email().orElseThrow(), theirs);

        Page waiting = wishesToLink(signInAs(person, browser, alias), browser);

        assertThat(dashboard.isHome(waiting)).isFalse();
        assertThat(SocialAccounts.links(taken)).isEmpty();
        assertThat(Mailbox.await(theirs).to()).containsExactly(theirs);
        assertThat(Mailbox.next(person.email().orElseThrow())).isEmpty();
    }

    /** The id of a new account whose username is not its address, as in a realm that once allowed it. */
    private static String user(String username, String email) {
        usernamesAreAddresses(false);
        try {
            People.admin("POST", "/users")
                    .json("username", username, "email", email, "enabled", true, "emailVerified", true)
                    .expect(201);
            JsonNode user = SocialAccounts.withEmail(email).path(0);
            assertThat(user.path("username").asText()).isEqualTo(username);
            return user.path("id").asText();
        } finally {
            usernamesAreAddresses(true);
        }
    }

    private static void usernamesAreAddresses(boolean value) {
        People.admin("PUT", "").json("registrationEmailAsUsername", value).expect(204);
    }

    @DisplayName("case 46: the last way to sign in cannot be removed")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void theLastWayToSignInStays(String alias) {
        Application account = Application.accountConsole();
        Page home = account.signIn(browser, alias);
        String token = account.token(home);
        String user = SocialAccounts.withEmail(
                        SocialProviders.byAlias(alias).person().email().orElseThrow())
                .at("/0/id")
                .asText();

        assertThat(unlink(alias, token).send().status()).isEqualTo(400);
        assertThat(SocialAccounts.links(user)).containsExactly(alias);

        People.admin("PUT", "/users/" + user + "/reset-password")
                .json(Json.object("type", "password", "value", People.PASSWORD, "temporary", false))
                .expect(204);
        // The new password has ended every session.
        String again = account.token(account.signIn(new UserAgent(), alias));
        unlink(alias, again).expect(204);
        assertThat(SocialAccounts.links(user)).isEmpty();
    }

    private static Http unlink(String alias, String token) {
        return Http.delete("/account/linked-accounts/" + alias).bearer(token).header("Accept", "application/json");
    }
}
