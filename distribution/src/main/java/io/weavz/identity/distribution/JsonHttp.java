package io.weavz.identity.distribution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Small JSON requests over HTTP. Failures name the request and what came back, never what was sent. */
final class JsonHttp {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int EXCERPT = 300;
    private static final int SUCCESS_ENDS = 300;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** An answer of any status. */
    record Answer(String request, int status, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw unexpected(", not JSON");
            }
        }

        Answer demand(int... accepted) {
            for (int one : accepted) {
                if (status == one) {
                    return this;
                }
            }
            throw unexpected("");
        }

        /** A text inside the answer, by JSON pointer; that it is missing is a failure too. */
        String text(String pointer) {
            JsonNode node = json().at(pointer);
            if (!node.isValueNode() || node.isNull()) {
                throw unexpected(" without " + pointer);
            }
            return node.asText();
        }

        /** A refusal is quoted; a successful answer is not, as it may hold a secret. */
        private CannotStart unexpected(String what) {
            String quoted = status < SUCCESS_ENDS ? "" : ": " + text.substring(0, Math.min(EXCERPT, text.length()));
            return new CannotStart(request + " was answered with " + status + what + quoted);
        }
    }

    Answer get(String url, Map<String, String> headers) {
        return send("GET", url, headers, BodyPublishers.noBody(), "");
    }

    Answer post(String url, Map<String, String> headers, JsonNode body) {
        return send("POST", url, headers, BodyPublishers.ofString(body.toString()), "application/json");
    }

    Answer put(String url, Map<String, String> headers, JsonNode body) {
        return send("PUT", url, headers, BodyPublishers.ofString(body.toString()), "application/json");
    }

    Answer postForm(String url, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send("POST", url, Map.of(), BodyPublishers.ofString(form), "application/x-www-form-urlencoded");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(
            String method, String url, Map<String, String> headers, BodyPublisher body, String contentType) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).method(method, body);
        headers.forEach(request::header);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(method + " " + url, response.statusCode(), response.body());
        } catch (IOException e) {
            throw new CannotStart(method + " " + url + " was not answered: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart(method + " " + url + " was interrupted");
        }
    }
}
