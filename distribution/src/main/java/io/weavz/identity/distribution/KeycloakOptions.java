package io.weavz.identity.distribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keycloak's own options by name, without the leading dashes; an option without a value has an empty one. Later ones
 * win, so that what a person typed replaces what the launcher proposes.
 */
public record KeycloakOptions(Map<String, String> values) {
    /** What {@code kc.sh build} bakes in, from its help at the version we run. */
    private static final Set<String> BUILD = Set.of(
            "db",
            "db-driver",
            "transaction-xa-enabled",
            "features",
            "features-disabled",
            "http-relative-path",
            "https-client-auth",
            "health-enabled",
            "http-management-health-enabled",
            "http-management-relative-path",
            "https-management-client-auth",
            "legacy-observability-interface",
            "metrics-enabled",
            "vault",
            "log-mdc-enabled",
            "telemetry-logs-enabled",
            "telemetry-metrics-enabled",
            "tracing-enabled",
            "tracing-jdbc-enabled",
            "tracing-sampler-type",
            "event-metrics-user-enabled",
            "fips-mode",
            "openapi-enabled",
            "openapi-ui-enabled");

    private static final List<String> BUILD_STARTS =
            List.of("feature-", "db-kind-", "db-driver-", "db-health-exclude-", "transaction-xa-enabled-");
    private static final List<String> BUILD_SPI_ENDS = List.of("-provider", "-enabled", "-provider-default");

    public KeycloakOptions {
        values = Map.copyOf(values);
    }

    /** Reads {@code --name=value}, {@code --name value} and {@code --flag}, as Keycloak's command line does. */
    public static KeycloakOptions parse(List<String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                throw new CannotStart("Unknown argument " + argument + ": options begin with two dashes");
            }
            int equals = argument.indexOf('=');
            boolean valueFollows =
                    i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-");
            if (equals > 0) {
                values.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else {
                values.put(argument.substring(2), valueFollows ? arguments.get(++i) : "");
            }
        }
        return new KeycloakOptions(values);
    }

    KeycloakOptions overriddenBy(KeycloakOptions others) {
        Map<String, String> both = new LinkedHashMap<>(values);
        both.putAll(others.values);
        return new KeycloakOptions(both);
    }

    KeycloakOptions without(Set<String> names) {
        Map<String, String> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(names);
        return new KeycloakOptions(rest);
    }

    String get(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The options of {@code kc.sh build}, sorted, so that their order never causes a new build. */
    List<String> forBuild() {
        return arguments(true);
    }

    /** The options of {@code kc.sh start --optimized}. */
    List<String> forStart() {
        return arguments(false);
    }

    private List<String> arguments(boolean build) {
        List<String> arguments = new ArrayList<>();
        values.forEach((name, value) -> {
            if (isBuildOption(name) == build) {
                arguments.add(value.isEmpty() ? "--" + name : "--" + name + "=" + value);
            }
        });
        arguments.sort(null);
        return arguments;
    }

    private static boolean isBuildOption(String name) {
        return BUILD.contains(name)
                || BUILD_STARTS.stream().anyMatch(name::startsWith)
                || name.startsWith("spi-") && BUILD_SPI_ENDS.stream().anyMatch(name::endsWith);
    }
}
