package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The examples of gateways as far as a parser goes. Traefik and Envoy do not run here: this is all that is checked. */
class GatewayFilesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "gateways");
    private static final List<String> STATEMENTS = List.of(
            "x-weavz-org-id",
            "x-weavz-org-slug",
            "x-weavz-plan",
            "x-weavz-subject",
            "x-weavz-auth-method",
            "x-weavz-credential-id",
            "x-weavz-project-ids",
            "x-weavz-scopes",
            "x-weavz-end-user-id",
            "x-weavz-mcp-server-id");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx/nginx.conf.template",
                "caddy/Caddyfile",
                "haproxy/verify.lua",
                "apache/httpd.conf",
                "traefik/dynamic.yml",
                "envoy/envoy.yaml"
            })
    void everyGatewayKnowsEveryStatement(String file) throws IOException {
        assertThat(Files.readString(EXAMPLES.resolve(file)).toLowerCase(Locale.ROOT))
                .contains(STATEMENTS);
    }

    @Test
    void everyNameInTheTemplateHasAValueOfTheLauncher() throws IOException {
        String template = Files.readString(NginxGateway.template(new Checkout(Path.of(".."))));

        String filled = NginxGateway.filled(
                template,
                NginxGateway.variables(new GatewayPlan(8000, "127.0.0.1:3000"), URI.create("http://127.0.0.1:8080")));

        assertThat(template).contains("${WEAVZ_ADDRESS}");
        assertThat(filled)
                .contains("listen 127.0.0.1:8000;", "server 127.0.0.1:8080;", "server 127.0.0.1:3000;")
                .doesNotContainPattern("\\$\\{[A-Z_]+}");
    }

    @Test
    void traefikTakesWhatAClientSaysBeforeItAsksAndTheCredentialAfterwards() throws IOException {
        Object http = at(yaml("traefik/dynamic.yml"), "http");
        for (String guarded : List.of("connections", "mcp")) {
            assertThat(at(http, "routers", guarded, "middlewares")).isEqualTo(List.of("unsaid", "verify", "ended"));
            assertThat(at(http, "routers", guarded + "-preflight", "middlewares"))
                    .isEqualTo(List.of("unsaid", "ended", "nobody"));
        }
        assertThat(lower(((Map<?, ?>) at(http, "middlewares", "unsaid", "headers", "customRequestHeaders")).keySet()))
                .containsAll(STATEMENTS);
        Object verify = at(http, "middlewares", "verify", "forwardAuth");
        assertThat(lower((Iterable<?>) at(verify, "authResponseHeaders")))
                .containsAll(STATEMENTS)
                .contains("authorization");
        assertThat(at(verify, "trustForwardHeader")).isEqualTo(false);
        assertThat(at(verify, "address").toString()).endsWith("/realms/weavz/api/v1/verify?token=jwt");
    }

    @Test
    void everyRouterOfTraefikHasAServiceAndMiddlewaresThatThereAre() throws IOException {
        Object http = at(yaml("traefik/dynamic.yml"), "http");
        Map<?, ?> middlewares = (Map<?, ?>) at(http, "middlewares");
        for (Object router : ((Map<?, ?>) at(http, "routers")).values()) {
            assertThat(((Map<?, ?>) at(http, "services")).keySet().toString())
                    .contains(at(router, "service").toString());
            Object named = ((Map<?, ?>) router).get("middlewares");
            if (named != null) {
                assertThat(lower(middlewares.keySet())).containsAll(lower((Iterable<?>) named));
            }
        }
        assertThat(at(yaml("traefik/traefik.yml"), "entryPoints", "web", "forwardedHeaders", "trustedIPs"))
                .isEqualTo(List.of());
    }

    @Test
    void envoyAsksAndLetsNobodyInWithoutAnAnswer() throws IOException {
        Object manager = manager();
        List<?> filters = (List<?>) at(manager, "http_filters");
        Object authz = at(filters.get(1), "typed_config");

        assertThat(filters.stream().map(filter -> at(filter, "name").toString()))
                .containsExactly(
                        "envoy.filters.http.header_mutation",
                        "envoy.filters.http.ext_authz",
                        "envoy.filters.http.router");
        assertThat(at(authz, "failure_mode_allow")).isEqualTo(false);
        assertThat(at(authz, "http_service", "path_prefix")).isEqualTo("/realms/weavz/api/v1/verify");
        assertThat(at(filters.get(0), "typed_config", "mutations", "request_mutations")
                        .toString())
                .contains(
                        STATEMENTS.stream().map(name -> "{remove=" + name + "}").toList());
        assertThat(at(manager, "common_http_protocol_options", "headers_with_underscores_action"))
                .isEqualTo("DROP_HEADER");
        assertThat(at(manager, "path_with_escaped_slashes_action")).isEqualTo("REJECT_REQUEST");
    }

    @Test
    void envoyLeadsToWhatIsGuardedOnlyWhereItAsksOrForAPreflight() throws IOException {
        Object host = ((List<?>) at(manager(), "route_config", "virtual_hosts")).get(0);
        List<String> unasked = new ArrayList<>();
        for (Object route : (List<?>) at(host, "routes")) {
            boolean guarded = !at(route, "route", "cluster").equals("weavz");
            boolean asked = !((Map<?, ?>) route).containsKey("typed_per_filter_config");
            boolean preflight = at(route, "match").toString().contains("access-control-request-method");
            if (guarded && !asked && !preflight) {
                unasked.add(route.toString());
            }
            if (guarded) {
                assertThat(at(route, "request_headers_to_remove").toString())
                        .contains("authorization", "x-service-key", "x-org-id", "cookie");
            }
        }
        assertThat(unasked).isEmpty();
    }

    private static Object manager() throws IOException {
        Object listener = ((List<?>) at(yaml("envoy/envoy.yaml"), "static_resources", "listeners")).get(0);
        Object chain = ((List<?>) at(listener, "filter_chains")).get(0);
        return at(((List<?>) at(chain, "filters")).get(0), "typed_config");
    }

    private static Object yaml(String file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(EXAMPLES.resolve(file))) {
            return new Yaml(new SafeConstructor(strict)).load(reader);
        }
    }

    private static Object at(Object from, String... keys) {
        Object value = from;
        for (String key : keys) {
            value = ((Map<?, ?>) value).get(key);
            assertThat(value).as(key).isNotNull();
        }
        return value;
    }

    private static List<String> lower(Iterable<?> names) {
        List<String> lower = new ArrayList<>();
        names.forEach(name -> lower.add(name.toString().toLowerCase(Locale.ROOT)));
        return lower;
    }
}
