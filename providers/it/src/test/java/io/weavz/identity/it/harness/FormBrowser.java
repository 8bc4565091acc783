package io.weavz.identity.it.harness;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: it keeps cookies, follows redirects and sends forms. */
public final class FormBrowser {
    private static final int MOST_REDIRECTS = 12;

    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** Where the browser has arrived. */
    public record Page(String url, int status, String html) {
        private static final Pattern ACTION = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");

        /** Whether a form of the page has this field. */
        public boolean asks(String field) {
            return html.contains("name=\"" + field + "\"");
        }

        /** Where the form of the page goes. */
        public String action() {
            Matcher matcher = ACTION.matcher(html);
            if (!matcher.find()) {
                throw new AssertionError("No form in " + this);
            }
            return URI.create(url)
                    .resolve(matcher.group(1).replace("&amp;", "&"))
                    .toString();
        }

        /** The value of a field that the page has filled in itself. */
        public String value(String field) {
            Matcher matcher = Pattern.compile("name=\"" + field + "\"[^>]*\\svalue=\"([^\"]*)\"")
                    .matcher(html);
            if (!matcher.find()) {
                throw new AssertionError("No field " + field + " in " + this);
            }
            return matcher.group(1);
        }
    }

    public Page open(String url) {
        return arrive(Http.get(url), url);
    }

    /** Sends the form of the page with these names and values in turn. */
    public Page submit(Page page, String... form) {
        return post(page.action(), form);
    }

    public Page post(String url, String... form) {
        return arrive(Http.post(url).form(form), url);
    }

    private Page arrive(Http request, String url) {
        Http next = request;
        String at = url;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            if (!cookies.isEmpty()) {
                next.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
            }
            // Keycloak's page for codes shares its address with an endpoint that speaks JSON.
            Answer answer = next.header("Accept", "text/html,*/*;q=0.8").send();
            answer.headers().getOrDefault("Set-Cookie", List.of()).forEach(this::keep);
            if (answer.status() != 302 && answer.status() != 303) {
                return new Page(at, answer.status(), answer.body());
            }
            at = URI.create(at).resolve(answer.header("Location").orElseThrow()).toString();
            next = Http.get(at);
        }
        throw new AssertionError("Too many redirects, the last to " + at);
    }

    private void keep(String cookie) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
