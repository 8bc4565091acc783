package io.weavz.identity.it.harness;

import io.weavz.identity.it.harness.social.SocialProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser without scripts: it keeps cookies, follows redirects between the server and the social providers, and
 * fills in forms. Like browsers, it takes the loopback address for safe and sends it secure cookies.
 */
public final class UserAgent {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MOST_REDIRECTS = 20;
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");
    private static final Pattern LINK = Pattern.compile("<a\\b([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]+)\\s*=\\s*\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(new ProvidersByProxy())
            .sslContext(SocialProviders.tls())
            .connectTimeout(TIMEOUT)
            .build();

    /** Host, then path, then name. */
    private final Map<String, Map<String, String>> cookies = new TreeMap<>();

    private final List<URI> visited = new ArrayList<>();

    /** What stands in the window: the last answer that was no redirect, and its address. */
    public record Page(URI uri, Answer answer) {
        public String body() {
            return answer.body();
        }

        public Page expect(int status) {
            answer.expect(status);
            return this;
        }

        /** The addresses of links whose {@code id} is this one, without HTML's escapes. */
        public List<String> links(String id) {
            return LINK.matcher(body())
                    .results()
                    .map(match -> attributes(match.group(1)))
                    .filter(link -> id.equals(link.get("id")))
                    .map(link -> link.getOrDefault("href", ""))
                    .toList();
        }

        /** The value of a parameter in the address. */
        public String parameter(String name) {
            Matcher matcher = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(String.valueOf(uri.getRawQuery()));
            if (!matcher.find()) {
                throw new AssertionError("No parameter " + name + " in " + uri);
            }
            return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
        }
    }

    /** Every address that was asked for, in order. */
    public List<URI> visited() {
        return List.copyOf(visited);
    }

    public Page open(String url) {
        return follow(URI.create(url), "GET", "");
    }

    /** Where an address leads to; the browser does not go there. */
    public String redirectOf(String url) {
        Answer answer = send(URI.create(url), "GET", "");
        return answer.header("Location").orElseThrow(() -> new AssertionError("No redirect: " + answer));
    }

    /** A script of a page of ours: JSON to {@code /api/auth}, with the cookies. */
    public Answer call(String path, Object... json) {
        URI uri = URI.create(Weavz.server().url() + "/api/auth" + path);
        return send(
                uri,
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .header("Origin", Weavz.server().rootUrl())
                        .POST(BodyPublishers.ofString(Json.object(json).toString())));
    }

    /** What {@code /api/auth} says to the cookies. */
    public Answer ask(String path) {
        return send(URI.create(Weavz.server().url() + "/api/auth" + path), "GET", "");
    }

    public Page click(Page page, String linkId) {
        List<String> links = page.links(linkId);
        if (links.isEmpty()) {
            throw new AssertionError("No link " + linkId + " in " + page);
        }
        return follow(page.uri().resolve(links.get(0)), "GET", "");
    }

    /**
     * Sends the form with that id, or without any for the empty text, with what it holds, and what is filled in on top: names and values in turn, such as
     * of the button that is pressed.
     */
    public Page submit(Page page, String formId, String... filledIn) {
        Matcher form = FORM.matcher(page.body());
        while (form.find()) {
            Map<String, String> attributes = attributes(form.group(1));
            if (formId.equals(attributes.getOrDefault("id", ""))) {
                Map<String, String> values = inputs(form.group(2));
                for (int i = 0; i < filledIn.length; i += 2) {
                    values.put(filledIn[i], filledIn[i + 1]);
                }
                return follow(page.uri().resolve(attributes.get("action")), "POST", encoded(values));
            }
        }
        throw new AssertionError("No form " + formId + " in " + page);
    }

    private static Map<String, String> inputs(String form) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher input = INPUT.matcher(form);
        while (input.find()) {
            Map<String, String> attributes = attributes(input.group(1));
            String type = attributes.getOrDefault("type", "text");
            if (attributes.containsKey("name")
                    && !List.of("submit", "checkbox", "radio").contains(type)) {
                values.put(attributes.get("name"), attributes.getOrDefault("value", ""));
            }
        }
        return values;
    }

    private static String encoded(Map<String, String> values) {
        StringJoiner form = new StringJoiner("&");
        values.forEach((name, value) -> form.add(Http.encode(name) + "=" + Http.encode(value)));
        return form.toString();
    }

    private static Map<String, String> attributes(String tag) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(tag);
        while (attribute.find()) {
            attributes.put(attribute.group(1), unescaped(attribute.group(2)));
        }
        return attributes;
    }

    private static String unescaped(String html) {
        return html.replace("&#x2F;", "/")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private Page follow(URI start, String method, String form) {
        URI uri = start;
        Answer answer = send(uri, method, form);
        for (int i = 0; answer.status() >= 300 && answer.status() < 400 && i < MOST_REDIRECTS; i++) {
            uri = uri.resolve(answer.header("Location").orElseThrow());
            answer = send(uri, "GET", "");
        }
        return new Page(uri, answer);
    }

    private Answer send(URI uri, String method, String form) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/html");
        if (method.equals("POST")) {
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form));
        }
        return send(uri, request);
    }

    private Answer send(URI uri, HttpRequest.Builder request) {
        visited.add(uri);
        request.timeout(TIMEOUT);
        String jar = cookiesFor(uri);
        if (!jar.isEmpty()) {
            request.header("Cookie", jar);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(cookie -> keep(uri, cookie));
            return new Answer(
                    response.request().method() + " " + uri,
                    response.statusCode(),
                    response.headers().map(),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(uri.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(URI uri, String header) {
        String[] parts = header.split(";");
        String[] pair = parts[0].split("=", 2);
        String path = "/";
        boolean gone = pair[1].isEmpty();
        for (String part : parts) {
            String attribute = part.strip();
            if (attribute.regionMatches(true, 0, "Path=", 0, 5)) {
                path = attribute.substring(5);
            }
            gone |= attribute.equalsIgnoreCase("Max-Age=0");
        }
        Map<String, String> jar = cookies.computeIfAbsent(uri.getHost() + " " + path, key -> new TreeMap<>());
        if (gone) {
            jar.remove(pair[0]);
        } else {
            jar.put(pair[0], pair[1]);
        }
    }

    private String cookiesFor(URI uri) {
        StringJoiner header = new StringJoiner("; ");
        cookies.forEach((place, jar) -> {
            String[] hostAndPath = place.split(" ", 2);
            if (uri.getHost().equals(hostAndPath[0]) && uri.getPath().startsWith(hostAndPath[1])) {
                jar.forEach((name, value) -> header.add(name + "=" + value));
            }
        });
        return header.toString();
    }

    /** The test server is next door; everything over TLS is a provider. */
    private static final class ProvidersByProxy extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(
                    uri.getScheme().equals("https")
                            ? new Proxy(Proxy.Type.HTTP, SocialProviders.proxy())
                            : Proxy.NO_PROXY);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            // The request fails with the same exception.
        }
    }
}
