package io.weavz.identity.it.harness.social;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One request to a provider, and its answer. */
final class Call {
    private final HttpExchange exchange;
    private final Map<String, String> query;
    private final Map<String, String> form;

    Call(HttpExchange exchange) throws IOException {
        this.exchange = exchange;
        this.query = decoded(
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
        this.form = decoded(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> decoded(String pairs) {
        Map<String, String> values = new HashMap<>();
        for (String pair : pairs.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    String host() {
        return exchange.getRequestHeaders().getFirst("Host").replaceFirst(":.*", "");
    }

    String endpoint() {
        return exchange.getRequestMethod() + " " + host()
                + exchange.getRequestURI().getPath();
    }

    URI uri() {
        return exchange.getRequestURI();
    }

    Map<String, String> query() {
        return query;
    }

    String query(String name) {
        return query.getOrDefault(name, "");
    }

    String form(String name) {
        return form.getOrDefault(name, "");
    }

    boolean wantsJson() {
        return header("Accept").contains("json");
    }

    private String header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    String bearer() {
        return header("Authorization").replaceFirst("^Bearer ", "");
    }

    /** Client id and secret, joined by a colon, wherever the client wrote them. */
    String client() {
        String authorization = header("Authorization");
        return authorization.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                : form("client_id") + ":" + form("client_secret");
    }

    void json(int status, JsonNode json) throws IOException {
        answer(status, "application/json", json.toString());
    }

    void redirect(String url) throws IOException {
        exchange.getResponseHeaders().set("Location", url);
        answer(302, "text/plain", "");
    }

    void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    void answer(int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
