package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Application;
import io.weavz.identity.it.harness.SocialAccounts;
import io.weavz.identity.it.harness.UserAgent;
import io.weavz.identity.it.harness.UserAgent.Page;
import io.weavz.identity.it.harness.social.SocialProvider;
import io.weavz.identity.it.harness.social.SocialProviders;
import io.weavz.identity.it.harness.social.Trouble;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider that is out of order costs one sign-in and a page, and never more than some seconds. */
class SocialTroubleIT {
    /** Keycloak waits 5 s for a silent server; the rest is for a busy machine. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Application dashboard = Application.dashboard();

    @BeforeEach
    @AfterEach
    void everythingInOrder() {
        SocialProviders.reset();
    }

    static Stream<Arguments> troubles() {
        return SocialProviders.all().stream()
                .flatMap(provider -> Stream.of(Trouble.values())
                        .filter(trouble -> trouble != Trouble.NONE)
                        .map(trouble -> Arguments.of(provider.alias(), trouble)));
    }

    @DisplayName("case 45: the provider's token endpoint is down, limits us, is silent, talks nonsense")
    @ParameterizedTest
    @MethodSource("troubles")
    void troubleWithTheCodeEndsOnAPage(String alias, Trouble trouble) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        provider.troubleWithTokens(trouble);
        assertEndsOnAPage(provider);
    }

    @DisplayName("case 45: the provider's profile is down, limits us, is silent, talks nonsense")
    @ParameterizedTest
    @MethodSource("troubles")
    void troubleWithTheProfileEndsOnAPage(String alias, Trouble trouble) {
        SocialProvider provider = SocialProviders.byAlias(alias);
        provider.troubleWithProfiles(trouble);
        assertEndsOnAPage(provider);
    }

    private void assertEndsOnAPage(SocialProvider provider) {
        UserAgent browser = new UserAgent();
        Page page = Assertions.assertTimeout(BOUND, () -> dashboard.signIn(browser, provider.alias()));

        assertThat(page.answer().status()).isIn(500, 502);
        assertThat(page.answer().header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body())
                .contains("kc-error-message", "Unexpected error when authenticating with identity provider")
                .doesNotContain("Exception", "at org.", "at io.", provider.clientSecret());
        assertThat(SocialAccounts.withEmail(provider.person().email().orElseThrow()))
                .isEmpty();

        provider.troubleWithTokens(Trouble.NONE);
        provider.troubleWithProfiles(Trouble.NONE);
        assertThat(dashboard.isHome(dashboard.signIn(browser, provider.alias())))
                .isTrue();
    }
}
