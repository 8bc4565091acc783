package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Application;
import io.weavz.identity.it.harness.Mailbox;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.People.Person;
import io.weavz.identity.it.harness.SocialAccounts;
import io.weavz.identity.it.harness.UserAgent;
import io.weavz.identity.it.harness.UserAgent.Page;
import io.weavz.identity.it.harness.social.SocialPerson;
import io.weavz.identity.it.harness.social.SocialProvider;
import io.weavz.identity.it.harness.social.SocialProviders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only our own provider does: addresses that may be missing, guilds, pictures, what an administrator sets. */
class DiscordLoginIT {
    private static final SocialProvider DISCORD = SocialProviders.discord();
    private static final String GUILD = "613425648685547541";

    private final Application dashboard = Application.dashboard();
    private final UserAgent browser = new UserAgent();

    @BeforeEach
    @AfterEach
    void everythingInOrder() {
        SocialProviders.reset();
    }

    private Page signInAs(SocialPerson person, String alias) {
        DISCORD.setPerson(person);
        return dashboard.signIn(browser, alias);
    }

    @Test
    @DisplayName("case 45: Discord e-mail null, the person is asked for one, which nobody has verified")
    void whoHasNoAddressIsAskedForOne() {
        SocialPerson person = SocialPerson.create();
        String email = person.email().orElseThrow();

        Page review = signInAs(person.withoutEmail(), "discord").expect(200);
        assertThat(dashboard.isHome(review)).isFalse();
        JsonNode claims = dashboard.claims(browser.submit(review, "kc-idp-review-profile-form", "email", email));

        assertThat(claims.path("email").asText()).isEqualTo(email);
        assertThat(claims.path("email_verified").asBoolean(true)).isFalse();
        assertThat(dashboard
                        .claims(dashboard.signIn(new UserAgent(), "discord"))
                        .path("sub"))
                .isEqualTo(claims.path("sub"));
    }

    @Test
    @DisplayName("case 45: Discord e-mail null, and the person types somebody else's")
    void whoTypesSomebodyElsesAddressNeedsTheirPassword() {
        Person victim = People.create();

        Page review = signInAs(SocialPerson.create().withoutEmail(), "discord");
        Page asked = browser.submit(review, "kc-idp-review-profile-form", "email", victim.email());
        Page login = browser.submit(asked, "kc-register-form", "submitAction", "linkAccount");

        assertThat(login.body()).contains("id=\"password\"");
        assertThat(dashboard.isHome(login)).isFalse();
        assertThat(SocialAccounts.links(victim.id())).isEmpty();
        assertThat(Mailbox.next(victim.email())).isEmpty();
    }

    @Test
    void thePictureSurvivesThePageThatAsksForTheAddress() {
        SocialPerson person = SocialPerson.create().withPicture("a_0123");
        String email = person.email().orElseThrow();

        Page review = signInAs(person.withoutEmail(), "discord");
        JsonNode claims = dashboard.claims(browser.submit(review, "kc-idp-review-profile-form", "email", email));

        assertThat(claims.path("picture").asText())
                .isEqualTo("https://cdn.discordapp.com/avatars/" + person.id() + "/a_0123.png");
    }

    @Test
    void whoLikesNoOtherNameIsCalledByTheUsername() {
        SocialPerson person = SocialPerson.create();

        JsonNode claims = dashboard.claims(signInAs(person.withName(""), "discord"));

        assertThat(claims.path("name").asText()).isEqualTo(person.username());
    }

    /** A second instance of the provider, as an administrator makes it; it is removed at the end. */
    private void withInstance(String alias, ObjectNode provider, Runnable test) {
        provider.remove("internalId");
        provider.put("alias", alias);
        ObjectNode config = (ObjectNode) provider.path("config");
        config.put("clientSecret", DISCORD.clientSecret());
        People.admin("POST", "/identity-provider/instances").json(provider).expect(201);
        try {
            test.run();
        } finally {
            People.admin("DELETE", "/identity-provider/instances/" + alias).expect(204);
        }
    }

    private static ObjectNode guilds(String list) {
        ObjectNode provider = SocialAccounts.provider("discord");
        ((ObjectNode) provider.path("config")).put("allowedGuilds", list);
        return provider;
    }

    @Test
    void aListOfGuildsLetsTheirMembersIn() {
        withInstance("discord-members", guilds("1, " + GUILD), () -> {
            Page home = signInAs(SocialPerson.create().inGuilds("2", GUILD), "discord-members");

            assertThat(dashboard.isHome(home)).isTrue();
            assertThat(DISCORD.authorizations().get(0).get("scope").split(" "))
                    .containsExactlyInAnyOrder("identify", "email", "guilds");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "613425648685547", GUILD + "0"})
    void aListOfGuildsKeepsEverybodyElseOut(String guild) {
        withInstance("discord-members", guilds("1, " + GUILD), () -> {
            SocialPerson person = SocialPerson.create();
            Page refused = signInAs(guild.isEmpty() ? person : person.inGuilds(guild), "discord-members");

            refused.expect(403);
            assertThat(refused.body()).contains("in none of the servers").doesNotContain("discordGuildRequired");
            assertThat(SocialAccounts.withEmail(person.email().orElseThrow())).isEmpty();
            JsonNode event =
                    SocialAccounts.events("IDENTITY_PROVIDER_LOGIN_ERROR").get(0);
            assertThat(event.path("error").asText()).isEqualTo("access_denied");
            assertThat(event.at("/details/identity_provider_identity").asText()).isEqualTo(person.username());
        });
    }

    @Test
    void whoLeavesTheGuildsDoesNotComeInAgain() {
        withInstance("discord-members", guilds(GUILD), () -> {
            SocialPerson person = SocialPerson.create();
            assertThat(dashboard.isHome(signInAs(person.inGuilds(GUILD), "discord-members")))
                    .isTrue();

            DISCORD.setPerson(person);
            dashboard.signIn(new UserAgent(), "discord-members").expect(403);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"everybody", "1,", "1;2", "-1", "*"})
    void whatIsNoListOfGuildsIsNotSaved(String list) {
        ObjectNode provider = guilds(list);
        provider.remove("internalId");
        provider.put("alias", "discord-odd");

        assertThat(People.admin("POST", "/identity-provider/instances")
                        .json(provider)
                        .send()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anAddressIsVerifiedWhenTheAdministratorTrustsDiscordAndDiscordHasVerifiedIt() {
        ObjectNode trusting = SocialAccounts.provider("discord").put("trustEmail", true);
        withInstance("discord-trusting", trusting, () -> {
            SocialPerson person = SocialPerson.create();
            JsonNode claims = dashboard.claims(signInAs(person, "discord-trusting"));

            assertThat(claims.path("email_verified").asBoolean()).isTrue();
        });
        withInstance("discord-trusting", trusting, () -> {
            SocialPerson person = SocialPerson.create();
            DISCORD.setPerson(person.withUnverifiedEmail(person.email().orElseThrow()));
            JsonNode claims = dashboard.claims(dashboard.signIn(new UserAgent(), "discord-trusting"));

            assertThat(claims.path("email_verified").asBoolean(true)).isFalse();
        });
    }

    @Test
    void theAdminConsoleOffersTheAddressesAndTheGuilds() {
        JsonNode factory = People.admin("GET", "/identity-provider/providers/discord")
                .expect(200)
                .json();

        assertThat(factory.path("name").asText()).isEqualTo("Discord");
        assertThat(factory.path("configProperties"))
                .extracting(field -> field.path("name").asText())
                .containsExactly("allowedGuilds", "authorizationUrl", "tokenUrl", "userInfoUrl", "guildsUrl");
    }
}
