package io.weavz.identity.keycloak.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weavz.identity.access.credential.Pepper;
import io.weavz.identity.access.plan.PlanRates;
import io.weavz.identity.access.registry.McpServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.Config;

/** The options: their defaults, their full mapping, and what stops a start. */
class OptionsTest {
    private static final String PEPPER = "a pepper of more than thirty-two characters";

    private static Options read(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Options.read((Config.Scope) Proxy.newProxyInstance(
                OptionsTest.class.getClassLoader(), new Class<?>[] {Config.Scope.class}, (proxy, method, arguments) -> {
                    String value = values.get(arguments[0]);
                    if (value == null) {
                        return arguments.length > 1 ? arguments[1] : null;
                    }
                    return switch (method.getName()) {
                        case "getInt" -> Integer.valueOf(value);
                        case "getBoolean" -> Boolean.valueOf(value);
                        default -> value;
                    };
                }));
    }

    @Test
    void theDefaultsAreThoseOfThePage() {
        Options options = read("pepper", PEPPER);

        assertThat(options.settings().publicUrl()).isEmpty();
        assertThat(options.settings().mcpAuthMode()).isEqualTo(McpServer.AuthMode.OAUTH_AND_BEARER);
        assertThat(options.settings().forwardedUriHeader()).isEqualTo("X-Forwarded-Uri");
        assertThat(options.settings().forwardedMethodHeader()).isEqualTo("X-Forwarded-Method");
        assertThat(options.settings().jwtLifetime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.settings().introspectionWindow()).isEqualTo(Duration.ofSeconds(300));
        assertThat(options.settings().mcpTokenLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(options.settings().rootRealm()).isEqualTo("weavz");
        assertThat(options.settings().rootPaths()).isTrue();
        assertThat(options.settings().signInAge()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.settings().rateLimits()).isTrue();
        assertThat(options.settings().planRates()).isEqualTo(new PlanRates(600, 6_000, 60_000));
        assertThat(options.settings().rateLimitedStatus()).isEqualTo(429);
        assertThat(options.flushInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.previousPepper()).isEmpty();
        assertThat(options.bootstrapServiceKey()).isEmpty();
    }

    @Test
    void everyOptionIsTaken(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("pepper"), PEPPER + "\n");
        Options options = read(
                "pepper-file",
                file.toString(),
                "pepper-previous",
                PEPPER + " before",
                "bootstrap-service-key",
                "an-operators-bootstrap-key",
                "bootstrap-service-key-expires",
                "2030-01-31T00:00:00Z",
                "public-url",
                "https://id.example.com//",
                "mcp-auth-mode",
                "oauth",
                "forwarded-uri-header",
                "X-Uri",
                "forwarded-method-header",
                "X-Method",
                "jwt-lifetime",
                "300",
                "introspection-window",
                "30",
                "mcp-token-lifetime",
                "400",
                "root-paths",
                "false",
                "rate-limits",
                "false",
                "rate-limit-free",
                "1",
                "rate-limit-pro",
                "2",
                "rate-limit-enterprise",
                "10000000",
                "rate-limited-status",
                "403",
                "flush-interval",
                "5");

        assertThat(options.pepper().id()).isEqualTo(Pepper.of(PEPPER).id());
        assertThat(options.previousPepper().orElseThrow().id())
                .isEqualTo(Pepper.of(PEPPER + " before").id());
        assertThat(options.bootstrapServiceKey()).hasValue("an-operators-bootstrap-key");
        assertThat(options.bootstrapServiceKeyExpires()).isEqualTo(Instant.parse("2030-01-31T00:00:00Z"));
        assertThat(options.settings().publicUrl()).hasValue("https://id.example.com");
        assertThat(options.settings().mcpAuthMode()).isEqualTo(McpServer.AuthMode.OAUTH);
        assertThat(options.settings().forwardedUriHeader()).isEqualTo("X-Uri");
        assertThat(options.settings().forwardedMethodHeader()).isEqualTo("X-Method");
        assertThat(options.settings().jwtLifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.settings().introspectionWindow()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.settings().mcpTokenLifetime()).isEqualTo(Duration.ofSeconds(400));
        assertThat(options.settings().rootPaths()).isFalse();
        assertThat(options.settings().rateLimits()).isFalse();
        assertThat(options.settings().planRates()).isEqualTo(new PlanRates(1, 2, 10_000_000));
        assertThat(options.settings().rateLimitedStatus()).isEqualTo(403);
        assertThat(options.flushInterval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void productionDoesNotStartWithoutAPepper() {
        assertThatThrownBy(OptionsTest::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pepper");
        assertThatThrownBy(() -> read("pepper", "short")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("pepper-file", "/nowhere")).hasMessageContaining("/nowhere");
    }

    @Test
    void whatIsOutOfRangeStopsTheStart() {
        assertThatThrownBy(() -> read("pepper", PEPPER, "jwt-lifetime", "301")).hasMessageContaining("jwt-lifetime");
        assertThatThrownBy(() -> read("pepper", PEPPER, "flush-interval", "0")).hasMessageContaining("flush-interval");
        for (String plan : new String[] {"free", "pro", "enterprise"}) {
            for (String number : new String[] {"0", "10000001"}) {
                assertThatThrownBy(() -> read("pepper", PEPPER, "rate-limit-" + plan, number))
                        .hasMessageContaining("rate-limit-" + plan);
            }
        }
        assertThatThrownBy(() -> read("pepper", PEPPER, "rate-limited-status", "404"))
                .hasMessageContaining("rate-limited-status");
        assertThatThrownBy(() -> read("pepper", PEPPER, "bootstrap-service-key", "an-operators-bootstrap-key"))
                .hasMessageContaining("bootstrap-service-key-expires");
        assertThatThrownBy(() -> read(
                        "pepper",
                        PEPPER,
                        "bootstrap-service-key",
                        "an-operators-bootstrap-key",
                        "bootstrap-service-key-expires",
                        "soon"))
                .hasMessageContaining("bootstrap-service-key-expires");
    }
}
