package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The compose file as far as a parser goes: no engine runs it here. */
class ComposeFileTest {
    private static final Set<String> SERVICE_KEYS = Set.of(
            "image",
            "build",
            "environment",
            "volumes",
            "healthcheck",
            "restart",
            "depends_on",
            "ports",
            "command",
            "extra_hosts",
            "profiles");

    private Map<?, ?> compose;

    @BeforeEach
    void parse() throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (Reader file = Files.newBufferedReader(Path.of("..", "docker-compose.yml"))) {
            compose = new Yaml(new SafeConstructor(strict)).load(file);
        }
    }

    @Test
    void everyServiceHasAnImageAndAHealthCheckAndNoUnknownKey() {
        for (Object service : services().values()) {
            Map<?, ?> keys = (Map<?, ?>) service;
            assertThat(keys.containsKey("image") || keys.containsKey("build")).isTrue();
            assertThat(keys.get("healthcheck")).isNotNull();
            assertThat(SERVICE_KEYS).containsAll(names(keys));
        }
    }

    @Test
    void keycloakWaitsForAHealthyDatabaseOfVersion17OrNewer() {
        assertThat(at("postgres", "image").toString()).matches("postgres:(1[789]|[2-9]\\d).*");
        assertThat(at("keycloak", "depends_on").toString()).contains("postgres={condition=service_healthy}");
    }

    @Test
    void everySecretIsDemandedFromTheEnvironmentAndNoneHasADefault() {
        for (Object service : services().values()) {
            Object environment = ((Map<?, ?>) service).get("environment");
            // The balancer has none.
            Optional.ofNullable((Map<?, ?>) environment).orElse(Map.of()).forEach((name, value) -> {
                if (name.toString().matches(".*(PASSWORD|PEPPER|SERVICE_KEY).*")) {
                    assertThat(value.toString()).as(name.toString()).matches("\\$\\{[A-Z_]+:\\?[^}]+}");
                }
            });
        }
        assertThat(at("keycloak", "environment").toString()).contains("PEPPER", "BOOTSTRAP_SERVICE_KEY");
    }

    @Test
    void noPortIsPublishedBeyondThisMachine() {
        for (String published : List.of("keycloak", "balancer", "gateway")) {
            assertThat((Iterable<?>) at(published, "ports"))
                    .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
        }
        assertThat(((Map<?, ?>) services().get("postgres")).containsKey("ports"))
                .isFalse();
    }

    @Test
    void theGatewayGetsEveryNameOfTheTemplate() throws IOException {
        Set<String> names = Pattern.compile("\\$\\{([A-Z_]+)}")
                .matcher(Files.readString(NginxGateway.template(new Checkout(Path.of("..")))))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());

        assertThat(names).isNotEmpty();
        assertThat(names((Map<?, ?>) at("gateway", "environment"))).containsAll(names);
        assertThat(at("gateway", "volumes").toString())
                .contains("./examples/gateways/nginx/nginx.conf.template:/etc/nginx/templates/nginx.conf.template");
    }

    @Test
    void theImageIsOfTheKeycloakThatTheTestsRunAndStartsOptimized() throws IOException {
        String image = Files.readString(Path.of("..", "Dockerfile"));

        assertThat(image).contains("keycloak:" + Checkout.keycloakVersion() + " ", "kc.sh build", "--optimized");
    }

    private Map<?, ?> services() {
        return (Map<?, ?>) compose.get("services");
    }

    private Object at(String service, String key) {
        return ((Map<?, ?>) services().get(service)).get(key);
    }

    private static Set<String> names(Map<?, ?> map) {
        return map.keySet().stream().map(Object::toString).collect(Collectors.toSet());
    }
}
