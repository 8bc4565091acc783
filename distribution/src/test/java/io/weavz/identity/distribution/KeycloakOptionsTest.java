package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeycloakOptionsTest {
    @Test
    void valuesFollowAnEqualsSignOrABlankAndFlagsHaveNone() {
        KeycloakOptions options = KeycloakOptions.parse(
                List.of("--http-port", "8180", "--import-realm", "--log-level=info,io.weavz:debug"));

        assertThat(options.get("http-port", "")).isEqualTo("8180");
        assertThat(options.get("log-level", "")).isEqualTo("info,io.weavz:debug");
        assertThat(options.forStart())
                .containsExactly("--http-port=8180", "--import-realm", "--log-level=info,io.weavz:debug");
    }

    @Test
    void theBuildGetsWhatItBakesInAndTheStartGetsTheRest() {
        KeycloakOptions options = KeycloakOptions.parse(List.of(
                "--db=postgres",
                "--features=passkeys",
                "--spi-user-profile--provider=declarative",
                "--spi-weavz--identity--rate-limits=false",
                "--db-url=jdbc:postgresql://db/keycloak"));

        assertThat(options.forBuild())
                .containsExactly("--db=postgres", "--features=passkeys", "--spi-user-profile--provider=declarative");
        assertThat(options.forStart())
                .containsExactly("--db-url=jdbc:postgresql://db/keycloak", "--spi-weavz--identity--rate-limits=false");
    }

    @Test
    void theOrderOfBuildOptionsNeverMatters() {
        List<String> one = List.of("--db=postgres", "--health-enabled=true");
        List<String> other = List.of("--health-enabled=true", "--db=postgres");

        assertThat(KeycloakOptions.parse(one).forBuild())
                .isEqualTo(KeycloakOptions.parse(other).forBuild());
    }

    @Test
    void whatAPersonTypedReplacesWhatTheLauncherProposes() {
        KeycloakOptions proposed = KeycloakOptions.parse(List.of("--http-port=8080", "--cache=local"));

        assertThat(proposed.overriddenBy(KeycloakOptions.parse(List.of("--http-port=8180")))
                        .forStart())
                .containsExactly("--cache=local", "--http-port=8180");
    }

    @Test
    void aWordWithoutDashesIsRefusedByName() {
        assertThatThrownBy(() -> KeycloakOptions.parse(List.of("postgres")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("postgres");
    }
}
