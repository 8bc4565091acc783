package io.weavz.identity.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;

/**
 * One HTTP request, built step by step: {@code Http.get(url).bearer(key).send()}. Redirects are not followed. Relative
 * URLs are below the test server's realm.
 */
public final class Http {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final HttpRequest.Builder request;
    private final String method;
    private BodyPublisher body = BodyPublishers.noBody();

    private Http(String method, String url) {
        String absolute = url.startsWith("/") ? Weavz.server().url() + url : url;
        this.method = method;
        this.request = HttpRequest.newBuilder(URI.create(absolute)).timeout(Duration.ofSeconds(30));
    }

    public static Http get(String url) {
        return new Http("GET", url);
    }

    public static Http post(String url) {
        return new Http("POST", url);
    }

    public static Http put(String url) {
        return new Http("PUT", url);
    }

    public static Http patch(String url) {
        return new Http("PATCH", url);
    }

    public static Http delete(String url) {
        return new Http("DELETE", url);
    }

    public static Http method(String method, String url) {
        return new Http(method, url);
    }

    /** Adds a header; the same name twice is sent twice. */
    public Http header(String name, String value) {
        request.header(name, value);
        return this;
    }

    public Http bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public Http serviceKey(String key, String organizationId) {
        return header("X-Service-Key", key).header("X-Org-ID", organizationId);
    }

    public Http json(JsonNode json) {
        return body("application/json", json.toString());
    }

    /** A JSON object from names and values in turn. */
    public Http json(Object... namesAndValues) {
        return json(Json.object(namesAndValues));
    }

    /** A form from names and values in turn. */
    public Http form(String... namesAndValues) {
        StringJoiner form = new StringJoiner("&");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.add(encode(namesAndValues[i]) + "=" + encode(namesAndValues[i + 1]));
        }
        return body("application/x-www-form-urlencoded", form.toString());
    }

    public Http body(String contentType, String text) {
        body = BodyPublishers.ofString(text);
        return header("Content-Type", contentType);
    }

    /** How long to wait for the answer, instead of half a minute. */
    public Http within(Duration patience) {
        request.timeout(patience);
        return this;
    }

    public Answer send() {
        HttpRequest built = request.method(method, body).build();
        try {
            HttpResponse<String> response = CLIENT.send(built, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    method + " " + built.uri(),
                    response.statusCode(),
                    response.headers().map(),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + built.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends, and fails the test unless the status is the expected one. */
    public Answer expect(int status) {
        return send().expect(status);
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
