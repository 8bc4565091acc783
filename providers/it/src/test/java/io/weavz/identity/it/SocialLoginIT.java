package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Application;
import io.weavz.identity.it.harness.SocialAccounts;
import io.weavz.identity.it.harness.UserAgent;
import io.weavz.identity.it.harness.UserAgent.Page;
import io.weavz.identity.it.harness.social.SocialPerson;
import io.weavz.identity.it.harness.social.SocialProvider;
import io.weavz.identity.it.harness.social.SocialProviders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People who sign in with Google, GitHub and Discord. */
class SocialLoginIT {
    private final Application dashboard = Application.dashboard();
    private final UserAgent browser = new UserAgent();

    @BeforeEach
    @AfterEach
    void everythingInOrder() {
        SocialProviders.reset();
    }

    @Tag("postgres")
    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void somebodyNewSignsInAndIsTheSamePersonTheNextTime(String alias) {
        SocialPerson person = SocialProviders.byAlias(alias).person();

        JsonNode first = dashboard.claims(dashboard.signIn(browser, alias));
        JsonNode second = dashboard.claims(dashboard.signIn(new UserAgent(), alias));

        assertThat(first.path("email").asText()).isEqualTo(person.email().orElseThrow());
        assertThat(first.path("name").asText()).isEqualTo(person.name());
        assertThat(second.path("sub")).isEqualTo(first.path("sub"));
        assertThat(SocialAccounts.links(first.path("sub").asText())).containsExactly(alias);
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void eachSignInHasItsOwnStateAndProofKey(String alias) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        dashboard.signIn(browser, alias);
        dashboard.signIn(new UserAgent(), alias);

        List<Map<String, String>> requests = provider.authorizations();
        assertThat(requests)
                .hasSize(2)
                .allSatisfy(request -> assertThat(request)
                        .containsEntry("code_challenge_method", "S256")
                        .containsEntry("client_id", provider.clientId()));
        for (String unique : List.of("state", "code_challenge")) {
            assertThat(requests.get(0).get(unique))
                    .isNotEqualTo(requests.get(1).get(unique))
                    .hasSizeGreaterThan(40);
        }
    }

    @ParameterizedTest
    @CsvSource({"google, openid profile email", "github, user:email", "discord, identify email"})
    void noProviderIsAskedForMoreThanWhoSomebodyIs(String alias, String scopes) {
        dashboard.signIn(browser, alias);

        assertThat(SocialProviders.byAlias(alias)
                        .authorizations()
                        .get(0)
                        .get("scope")
                        .split(" "))
                .containsExactlyInAnyOrder(scopes.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void whoAllowsItOnTheProvidersPageArrives(String alias) {
        SocialProviders.byAlias(alias).setAsksForConsent(true);

        Page asked = dashboard.signIn(browser, alias);
        Page arrived = browser.submit(asked, "consent", "decision", "allow");

        assertThat(dashboard.isHome(arrived)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"google, Google", "github, GitHub", "discord, Discord"})
    void whoDeniesItIsBackAtTheLoginPageWithoutAnAccount(String alias, String name) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        provider.setAsksForConsent(true);

        Page asked = dashboard.signIn(browser, alias);
        Page back = browser.submit(asked, "consent", "decision", "deny");

        assertThat(back.links("social-" + alias)).hasSize(1);
        assertThat(back.body()).contains("Access denied when authenticating with " + name);
        assertThat(SocialAccounts.withEmail(provider.person().email().orElseThrow()))
                .isEmpty();

        provider.setAsksForConsent(false);
        assertThat(dashboard.isHome(browser.click(back, "social-" + alias))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "google, https://pictures.example.test/g.png, https://pictures.example.test/g.png",
        "github, https://pictures.example.test/h.png, https://pictures.example.test/h.png",
        "discord, 0a1b2c3d, https://cdn.discordapp.com/avatars/{id}/0a1b2c3d.png"
    })
    void thePictureAtTheProviderIsThePictureOfTheAccount(String alias, String theirs, String ours) {
        SocialPerson person = SocialPerson.create().withPicture(theirs);
        SocialProviders.byAlias(alias).setPerson(person);

        JsonNode claims = dashboard.claims(dashboard.signIn(browser, alias));

        assertThat(claims.path("picture").asText()).isEqualTo(ours.replace("{id}", person.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void whoHasNoPictureHasNone(String alias) {
        JsonNode claims = dashboard.claims(dashboard.signIn(browser, alias));

        assertThat(claims.has("picture")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github", "discord"})
    void aProviderThatIsSwitchedOffHasNoButtonAndNoWayIn(String alias) {
        SocialProviders.byAlias(alias).setAsksForConsent(true);
        Page asked = dashboard.signIn(browser, alias);
        Set<String> others = Set.of("google", "github", "discord");
        SocialAccounts.setEnabled(alias, false);
        try {
            Page page = dashboard.loginPage(new UserAgent());
            assertThat(others)
                    .allSatisfy(
                            other -> assertThat(page.links("social-" + other)).hasSize(other.equals(alias) ? 0 : 1));
            assertThat(dashboard.isHome(browser.submit(asked, "consent", "decision", "allow")))
                    .isFalse();
        } finally {
            SocialAccounts.setEnabled(alias, true);
        }
    }
}
