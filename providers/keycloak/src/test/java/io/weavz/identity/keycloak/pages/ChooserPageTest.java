package io.weavz.identity.keycloak.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The markup of the chooser; how it looks is seen in a browser. */
class ChooserPageTest {
    private static String page(List<Map<String, String>> choices, Map<String, Object> more) {
        Map<String, Object> model = new HashMap<>(Map.of(
                "properties",
                Map.of(),
                "url",
                Map.of("loginAction", "https://id.test/login?a=1&b=2"),
                "chooserTitle",
                "weavzChooseOrganizationTitle",
                "chooserText",
                "weavzChooseOrganizationText",
                "chooserField",
                "organization",
                "choices",
                choices));
        model.putAll(more);
        return Templates.render("weavz-choose.ftl", "en", model);
    }

    private static List<Map<String, String>> choices(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> Map.of("id", "id-" + i, "name", "Name " + i))
                .toList();
    }

    private static List<String> checked(String page) {
        return Pattern.compile("value=\"([^\"]*)\" required\\s+checked autofocus>")
                .matcher(page)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Test
    void theFirstChoiceIsCheckedUnlessAnotherWasChosen() {
        assertThat(checked(page(choices(3), Map.of()))).containsExactly("id-0");
        assertThat(checked(page(choices(3), Map.of("chosen", "id-2")))).containsExactly("id-2");
        assertThat(checked(page(choices(3), Map.of("chosen", "of nobody")))).containsExactly("id-0");
    }

    @Test
    void everyChoiceIsOneRadioOfTheSameField() {
        String page = page(choices(100), Map.of());

        assertThat(page.split("type=\"radio\" id=\"weavz-choice-[0-9]+\" name=\"organization\"", -1))
                .hasSize(101);
        assertThat(page)
                .contains("action=\"https://id.test/login?a=1&amp;b=2\" method=\"post\"")
                .contains("Choose an organization");
    }

    @Test
    @DisplayName("case 47: an organization's name is text on the chooser, not markup")
    void namesAreText() {
        String evil = "<script>alert(1)</script>\"' onfocus=x";
        String page = page(List.of(Map.of("id", evil, "name", evil, "detail", evil)), Map.of("chosen", evil));

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("\"' onfocus")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onfocus=x");
    }
}
