package io.weavz.identity.keycloak.pages;

import static org.assertj.core.api.Assertions.assertThat;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The markup of the chooser, on the barest of layouts; how it looks is seen in a browser. */
class ChooserPageTest {
    private static final String LAYOUT = "<#macro registrationLayout><#nested 'header'><#nested 'form'></#macro>";
    private static final String BUTTONS =
            "<#macro actionGroup><#nested></#macro><#macro button id label><button id='${id}'>${msg(label)}</button></#macro>";

    private static String page(List<Map<String, String>> choices, Map<String, Object> more)
            throws IOException, TemplateException {
        StringTemplateLoader theme = new StringTemplateLoader();
        theme.putTemplate("template.ftl", LAYOUT);
        theme.putTemplate("buttons.ftl", BUTTONS);
        Configuration templates = new Configuration(Configuration.VERSION_2_3_32);
        templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
        templates.setTemplateLoader(new MultiTemplateLoader(new TemplateLoader[] {
            theme, new ClassTemplateLoader(ChooserPageTest.class.getClassLoader(), "theme-resources/templates")
        }));
        Map<String, Object> model = new HashMap<>(Map.of(
                "msg",
                (TemplateMethodModelEx) Object::toString,
                "properties",
                Map.of(),
                "url",
                Map.of("loginAction", "https://id.test/login?a=1&b=2"),
                "chooserTitle",
                "title",
                "chooserText",
                "text",
                "chooserField",
                "organization",
                "choices",
                choices));
        model.putAll(more);
        StringWriter page = new StringWriter();
        templates.getTemplate("weavz-choose.ftl").process(model, page);
        return page.toString();
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
    void theFirstChoiceIsCheckedUnlessAnotherWasChosen() throws Exception {
        assertThat(checked(page(choices(3), Map.of()))).containsExactly("id-0");
        assertThat(checked(page(choices(3), Map.of("chosen", "id-2")))).containsExactly("id-2");
        assertThat(checked(page(choices(3), Map.of("chosen", "of nobody")))).containsExactly("id-0");
    }

    @Test
    void everyChoiceIsOneRadioOfTheSameField() throws Exception {
        String page = page(choices(100), Map.of());

        assertThat(page.split("type=\"radio\" id=\"weavz-choice-[0-9]+\" name=\"organization\"", -1))
                .hasSize(101);
        assertThat(page).contains("action=\"https://id.test/login?a=1&amp;b=2\" method=\"post\"");
    }

    @Test
    @DisplayName("case 47: an organization's name is text on the chooser, not markup")
    void namesAreText() throws Exception {
        String evil = "<script>alert(1)</script>\"' onfocus=x";
        String page = page(List.of(Map.of("id", evil, "name", evil, "detail", evil)), Map.of("chosen", evil));

        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("\"' onfocus")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onfocus=x");
    }
}
