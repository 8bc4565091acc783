package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Dashboard;
import io.weavz.identity.it.harness.UserAgent;
import io.weavz.identity.it.harness.social.SocialPerson;
import io.weavz.identity.it.harness.social.SocialProvider;
import io.weavz.identity.it.harness.social.SocialProviders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People who sign in with Google, GitHub and Discord. */
class SocialLoginIT {
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
        SocialProvider provider = SocialProviders.byAlias(alias);
        SocialPerson person = SocialPerson.create();
        provider.setPerson(person);

        JsonNode first = Dashboard.claims(Dashboard.signIn(browser, alias));
        JsonNode second = Dashboard.claims(Dashboard.signIn(new UserAgent(), alias));

        assertThat(first.path("email").asText()).isEqualTo(person.email().orElseThrow());
        assertThat(second.path("sub")).isEqualTo(first.path("sub"));
    }
}
