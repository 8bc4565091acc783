package io.weavz.identity.keycloak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weavz.identity.access.decision.DenialReason;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.Refusals;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the papers say is what the code does. */
class DocsTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path SOURCES = Path.of("src/main/java/io/weavz/identity/keycloak");

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void everyErrorHasItsSectionWithStatusAndCategory() throws IOException {
        String page = read("docs/errors.md");

        assertThat(found("^## ([A-Z_]+)$", page))
                .containsExactlyElementsOf(
                        Arrays.stream(ApiError.values()).map(Enum::name).toList());
        for (ApiError error : ApiError.values()) {
            assertThat(page)
                    .contains("## " + error.name() + "\n\nStatus " + error.status() + ", category `" + error.category()
                            + "`: \"" + error.text() + "\"");
        }
    }

    @Test
    void everyErrorOfApiAuthIsInTheTableAndNoOther() throws IOException {
        List<String> rows = Arrays.stream(AuthError.values())
                .filter(error -> error.code().equals(error.name()))
                .map(error -> "| `" + error.code() + "` | " + error.status() + " | " + error.text() + " |")
                .toList();
        String page = read("docs/errors.md");
        String table = page.substring(page.indexOf("# Errors of /api/auth"));
        assertThat(table.lines().filter(line -> line.startsWith("| `"))).containsExactlyElementsOf(rows);
    }

    @Test
    void everyReasonOfARefusalHasItsStatus() throws IOException {
        String page = read("docs/errors.md");
        for (DenialReason reason : DenialReason.values()) {
            ApiError error = Refusals.of(reason);
            assertThat(page)
                    .contains("| `" + reason.name().toLowerCase(Locale.ROOT) + "` | " + error.status() + " | `"
                            + error.name() + "` |");
        }
    }

    @Test
    void everyOptionThatTheCodeReadsIsDocumentedAndNoOther() throws IOException {
        Set<String> options = new TreeSet<>();
        for (String source : List.of("assembly/Options.java", "assembly/PepperSource.java", "api/RootPaths.java")) {
            String code = Files.readString(SOURCES.resolve(source));
            options.addAll(found("config\\s*\\.get(?:Int|Boolean)?\\(\\s*\"([a-z-]+)\"", code));
            options.addAll(found("(?:seconds|number)\\(config, \"([a-z-]+)\"", code));
            options.addAll(found("configured\\(config, \"([a-z-]+)\"", code));
        }
        options.addAll(List.of("pepper-file", "pepper-previous-file"));
        String page = read("docs/configuration.md");

        assertThat(new TreeSet<>(found("^\\| `([a-z-]+)` \\|", page))).isEqualTo(options);
        for (String option : options) {
            String variable =
                    "KC_SPI_WEAVZ__IDENTITY__" + option.replace('-', '_').toUpperCase(Locale.ROOT);
            assertThat(page).contains("| `" + option + "` | `" + variable + "` |");
        }
    }

    @Test
    void everyVariableOfTheRealmIsDocumentedWithItsDefaultAndNoOther() throws IOException {
        Set<String> variables = Pattern.compile("\\$\\{(WEAVZ_[A-Z_]+):([^}]*)}")
                .matcher(read("realm-config/weavz-realm.json"))
                .results()
                .map(match -> "`" + match.group(1) + "` | "
                        + (match.group(2).isEmpty() ? "none" : "`" + match.group(2) + "`"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(variables).isNotEmpty();
        assertThat(new TreeSet<>(found("^\\| (`WEAVZ_[A-Z_]+` \\| [^|]+) \\|", read("docs/configuration.md"))))
                .isEqualTo(variables);
    }

    @Test
    void theReadmeIsShortAndItsLinksLeadSomewhere() throws IOException {
        assertThat(read("README.md").lines().count()).isLessThanOrEqualTo(120);
        for (Path page : pages()) {
            for (String link : found("\\]\\(([^)#:]+)\\)", Files.readString(page))) {
                assertThat(page.resolveSibling(link))
                        .as(page + " links to " + link)
                        .exists();
            }
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(Stream.of("README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")
                .map(ROOT::resolve)
                .toList());
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    @Test
    void theOpenApiDocumentIsWhole() throws IOException {
        JsonNode document = openApi();
        Set<String> schemes = document.at("/components/securitySchemes").properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    String id = operation.path("operationId").asText();
                    assertThat(id).isNotEmpty();
                    assertThat(operations.add(id)).as(id).isTrue();
                    operation
                            .path("security")
                            .forEach(way -> assertThat(schemes)
                                    .containsAll(way.properties().stream()
                                            .map(Map.Entry::getKey)
                                            .toList()));
                    assertThat(operation.path("responses").has("401")).isTrue();
                }));

        assertThat(operations).hasSizeGreaterThan(50);
        for (MatchResult reference : Pattern.compile("\"#(/[^\"]+)\"")
                .matcher(document.toString())
                .results()
                .toList()) {
            assertThat(document.at(reference.group(1)).isMissingNode())
                    .as(reference.group(1))
                    .isFalse();
        }
    }

    private static JsonNode openApi() throws IOException {
        return new JsonMapper()
                .readTree(Path.of("src/main/resources/openapi/weavz-identity.json")
                        .toFile());
    }

    @Test
    void theSchemasOfAnswersAreTheRecordsThatAreWritten() throws Exception {
        Map<String, String> views = Map.ofEntries(
                Map.entry("Workspace", "workspaces.WorkspaceView"),
                Map.entry("ApiKey", "apikeys.ApiKeyView"),
                Map.entry("ServiceKey", "servicekeys.ServiceKeyView"),
                Map.entry("McpServer", "mcp.McpServerView"),
                Map.entry("EndUserToken", "mcp.EndUserTokenView"),
                Map.entry("EndUser", "endusers.EndUserView"),
                Map.entry("Organization", "organizations.OrganizationView"),
                Map.entry("Member", "organizations.MemberView"),
                Map.entry("Usage", "usage.UsageView"),
                Map.entry("Plan", "organizations.PlanView"),
                Map.entry("Device", "device.DeviceView"));
        JsonNode schemas = openApi().at("/components/schemas");
        for (Map.Entry<String, String> view : views.entrySet()) {
            JsonNode schema = schemas.path(view.getKey());
            RecordComponent[] components = Class.forName("io.weavz.identity.keycloak." + view.getValue())
                    .getRecordComponents();
            List<String> names =
                    Arrays.stream(components).map(RecordComponent::getName).toList();

            assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
            assertThat(schema.path("properties").fieldNames())
                    .toIterable()
                    .as(view.getKey())
                    .containsExactlyElementsOf(names);
            assertThat(schema.path("required")).extracting(JsonNode::asText).containsExactlyElementsOf(names);
            for (RecordComponent component : components) {
                assertThat(mayBeNull(schema.path("properties").path(component.getName())))
                        .as(view.getKey() + "." + component.getName())
                        .isEqualTo(component.getType() == Optional.class);
            }
        }
    }

    private static boolean mayBeNull(JsonNode schema) {
        for (JsonNode type : schema.path("type")) {
            if (type.asText().equals("null")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void composeIsReadableAndHasNoPasswordOfItsOwn() throws IOException {
        JsonNode services = services();

        assertThat(services.at("/postgres/image").asText()).startsWith("postgres:");
        for (JsonNode service : services) {
            assertThat(service.has("healthcheck")).isTrue();
            assertThat(secrets(service)).allMatch(value -> value.matches("\\$\\{[A-Z_]+:\\?[^}]+}"));
        }
        assertThat(secrets(services.path("postgres"))).hasSize(1);
        assertThat(secrets(services.path("keycloak"))).hasSize(4);
    }

    @Test
    void theNodesOfTheClusterAreAlikeAndHaveNoPortsOfTheirOwn() throws IOException {
        JsonNode services = services();
        for (String node : List.of("keycloak-2", "keycloak-3")) {
            assertThat(services.path(node).path("environment")).isEqualTo(services.at("/keycloak/environment"));
            assertThat(services.path(node).has("ports")).isFalse();
            assertThat(read("deploy/haproxy.cfg")).contains("server " + node + " " + node + ":8080");
        }
        assertThat(read("deploy/haproxy.cfg")).contains("server keycloak-1 keycloak:8080");
    }

    /** Not by Jackson, which resolves no anchors. */
    private static JsonNode services() throws IOException {
        Object compose = new Yaml().load(read("docker-compose.yml"));
        return new JsonMapper().<JsonNode>valueToTree(compose).path("services");
    }

    private static Set<String> secrets(JsonNode service) {
        return service.path("environment").properties().stream()
                .filter(variable -> variable.getKey().matches(".*(PASSWORD|PEPPER|SERVICE_KEY)"))
                .map(variable -> variable.getValue().asText())
                .collect(Collectors.toSet());
    }
}
