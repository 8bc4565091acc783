package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.Pepper;
import io.weavz.identity.access.plan.PlanRates;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.keycloak.journey.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.Config;

/** The options of {@code spi-weavz--identity--*}, read once and checked; docs/configuration.md explains each. */
record Options(
        Settings settings,
        Pepper pepper,
        Optional<Pepper> previousPepper,
        Optional<String> bootstrapServiceKey,
        Instant bootstrapServiceKeyExpires,
        Duration flushInterval,
        int memoryEntries,
        Duration memoryLife) {

    private static final Duration LONGEST_JWT = Duration.ofMinutes(5);

    static Options read(Config.Scope config) {
        return new Options(
                settings(config),
                PepperSource.current(config),
                PepperSource.previous(config),
                Optional.ofNullable(config.get("bootstrap-service-key")),
                expiry(config),
                seconds(config, "flush-interval", 30, 60),
                number(config, "memory-entries", 1_000_000, 1_000, 100_000_000),
                seconds(config, "memory-life", 3600, 86_400));
    }

    private static Settings settings(Config.Scope config) {
        return new Settings(
                Optional.ofNullable(config.get("public-url")).map(url -> url.replaceAll("/+$", "")),
                McpServer.AuthMode.valueOf(
                        config.get("mcp-auth-mode", "oauth_and_bearer").toUpperCase(Locale.ROOT)),
                config.get("forwarded-uri-header", "X-Forwarded-Uri"),
                config.get("forwarded-method-header", "X-Forwarded-Method"),
                seconds(config, "jwt-lifetime", 60, (int) LONGEST_JWT.toSeconds()),
                seconds(config, "introspection-window", 300, 3600),
                seconds(config, "mcp-token-lifetime", 3600, 86_400),
                config.get("root-realm", "weavz"),
                config.getBoolean("root-paths", true),
                list(config.get("trusted-origins", "")),
                seconds(config, "invitation-lifetime", 7 * 24 * 3600, 90 * 24 * 3600),
                Optional.ofNullable(config.get("invitation-url")),
                seconds(config, "sign-in-age", 300, 86_400),
                number(config, "proxy-hops", 0, 0, 10),
                config.getBoolean("rate-limits", true),
                config.getBoolean("fast-verify", true),
                new PlanRates(
                        number(config, "rate-limit-free", 600, 1, PlanRates.MAX),
                        number(config, "rate-limit-pro", 6_000, 1, PlanRates.MAX),
                        number(config, "rate-limit-enterprise", 60_000, 1, PlanRates.MAX)),
                rateLimitedStatus(config));
    }

    private static int rateLimitedStatus(Config.Scope config) {
        int status = config.getInt("rate-limited-status", 429);
        if (status != 429 && status != 403) {
            throw new IllegalArgumentException("The option rate-limited-status must be 429 or 403");
        }
        return status;
    }

    private static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static int number(Config.Scope config, String option, int fallback, int min, int max) {
        int number = config.getInt(option, fallback);
        if (number < min || number > max) {
            throw new IllegalArgumentException("The option " + option + " must be " + min + " to " + max);
        }
        return number;
    }

    private static Duration seconds(Config.Scope config, String option, int fallback, int max) {
        int seconds = config.getInt(option, fallback);
        if (seconds < 1 || seconds > max) {
            throw new IllegalArgumentException("The option " + option + " must be 1 to " + max + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private static Instant expiry(Config.Scope config) {
        String text = config.get("bootstrap-service-key-expires");
        if (text == null) {
            if (config.get("bootstrap-service-key") != null) {
                throw new IllegalArgumentException(
                        "The option bootstrap-service-key-expires is required with bootstrap-service-key");
            }
            return Instant.EPOCH;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The option bootstrap-service-key-expires must be a time such as 2030-01-31T00:00:00Z", e);
        }
    }
}
