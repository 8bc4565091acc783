package io.weavz.identity.keycloak.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the dashboard's files promise, as far as it can be read off them. */
class DashboardFilesTest {
    private static final Path FOLDER = Path.of("src/main/dashboard");
    private static final int MOST_BYTES = 60_000;

    private static String read(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> modules() throws IOException {
        Map<String, String> modules = new HashMap<>();
        for (String name : files()) {
            if (name.endsWith(".js")) {
                modules.put(name, read(name));
            }
        }
        return modules;
    }

    @Test
    void allOfItIsLight() {
        assertThat(Assets.bundled().weight()).isBetween(10_000, MOST_BYTES);
    }

    @Test
    void onlyWhatIsMadeOfTheModulesIsServed() throws IOException {
        for (String name : modules().keySet()) {
            Optional<Asset> served = Assets.bundled().find(name);
            assertThat(served.isPresent()).as(name).isEqualTo(name.equals("main.js"));
        }
    }

    @Test
    void textIsNeverTurnedIntoMarkupAndNothingIsKept() throws IOException {
        Pattern forbidden = Pattern.compile(
                "innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|document\\.write|setHTML"
                        + "|srcdoc|javascript:|\\beval\\(|new Function|localStorage|indexedDB|document\\.cookie|console\\.(?:log|info|warn|error|debug)"
                        + "|https?://(?!www\\.w3\\.org/2000/svg)");
        Map<String, String> modules = modules();
        assertThat(modules).isNotEmpty();
        modules.forEach(
                (name, text) -> assertThat(forbidden.matcher(text).results().map(MatchResult::group))
                        .as(name)
                        .isEmpty());
        assertThat(modules.entrySet().stream()
                        .filter(module -> module.getValue().contains("sessionStorage"))
                        .map(Map.Entry::getKey))
                .containsExactly("session.js");
    }

    @Test
    void thePageHasNoScriptAndNoStyleOfItsOwn() throws IOException {
        assertThat(read("index.html"))
                .doesNotContain("<style", " style=", " on", "http:", "https:")
                .doesNotContainPattern("<script(?![^>]* src=)");
        assertThat(read("style.css")).doesNotContain("@import", "url(");
    }

    private static JsonNode messages(String language) throws IOException {
        return new JsonMapper().readTree(read("messages/" + language + ".json"));
    }

    private static Set<String> keys(JsonNode messages) {
        Set<String> keys = new TreeSet<>();
        messages.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void bothLanguagesSayTheSame() throws IOException {
        JsonNode english = messages("en");
        JsonNode german = messages("de");
        assertThat(keys(german)).isEqualTo(keys(english));
        for (String key : keys(english)) {
            assertThat(placeholders(german.path(key))).as(key).isEqualTo(placeholders(english.path(key)));
        }
    }

    private static Set<String> placeholders(JsonNode message) {
        return found("\\{(\\w+)}", message.toString());
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Keys that are put together are found by how they begin. */
    @Test
    void everyTextThatIsAskedForIsThereAndNoOther() throws IOException {
        String code = String.join("\n", modules().values()).replaceAll("(?s)/\\*.*?\\*/", "");
        Set<String> keys = keys(messages("en"));
        Set<String> asked = found("\\b(?:t|rich)\\(\"([^\"]+)\"", code);
        asked.addAll(found("\\b(?:title|lead|nav|label)(?: =|:) \"([\\w.]+)\"", code));
        assertThat(asked).isNotEmpty();
        assertThat(keys).containsAll(asked);

        Set<String> literals = found("\"([\\w.]+)\"", code);
        Set<String> beginnings = found("`([a-zA-Z]+\\.)\\$\\{", code);
        assertThat(keys)
                .allMatch(key -> literals.contains(key) || beginnings.stream().anyMatch(key::startsWith));
    }

    @Test
    void thePageNamesTheVersionOfItsFilesAndItsRealm() {
        Matcher version = Pattern.compile("assets/([0-9a-f]{16})/")
                .matcher(Assets.bundled().page("/realms/a"));
        assertThat(version.find()).isTrue();
        assertThat(Assets.bundled().areOf(version.group(1))).isTrue();
        assertThat(Assets.bundled().areOf("0000000000000000")).isFalse();
        assertThat(Assets.bundled().page("/realms/a\"b")).contains("content=\"/realms/a&quot;b\"");
    }
}
