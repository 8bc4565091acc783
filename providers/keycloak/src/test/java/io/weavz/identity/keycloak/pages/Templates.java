package io.weavz.identity.keycloak.pages;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The templates of the extension with its own messages, on the barest of themes. */
final class Templates {
    private static final Map<String, String> THEME = Map.of(
            "template.ftl",
            "<#macro registrationLayout><#nested 'header'><#nested 'form'></#macro>",
            "buttons.ftl",
            "<#macro actionGroup><#nested></#macro><#macro button id label><button id='${id}'>${msg(label)}</button></#macro>",
            "html/template.ftl",
            "<#macro emailLayout><#nested></#macro>");

    private Templates() {}

    static String render(String template, String language, Map<String, Object> attributes) {
        StringTemplateLoader theme = new StringTemplateLoader();
        THEME.forEach(theme::putTemplate);
        Configuration templates = new Configuration(Configuration.VERSION_2_3_32);
        templates.setOutputFormat(HTMLOutputFormat.INSTANCE);
        templates.setTemplateLoader(new MultiTemplateLoader(new TemplateLoader[] {
            theme, new ClassTemplateLoader(Templates.class.getClassLoader(), "theme-resources/templates")
        }));
        Map<String, Object> model = new HashMap<>(attributes);
        model.put("msg", msg(messages(language)));
        StringWriter page = new StringWriter();
        try {
            templates.getTemplate(template).process(model, page);
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException(e);
        }
        return page.toString();
    }

    static Properties messages(String language) {
        Properties messages = new Properties();
        String file = "/theme-resources/messages/messages_" + language + ".properties";
        try (Reader reader = new InputStreamReader(Templates.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            messages.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    /** Like Keycloak's own: an unknown key is its own text. */
    private static TemplateMethodModelEx msg(Properties messages) {
        return arguments -> {
            List<?> given = arguments;
            String key = given.get(0).toString();
            Object[] values = given.subList(1, given.size()).stream()
                    .map(Object::toString)
                    .toArray();
            return new MessageFormat(messages.getProperty(key, key)).format(values);
        };
    }
}
