package io.weavz.identity.keycloak.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer in JSON before anything of a server touches it, so that every way to send it sends the same bytes. */
public record PlainAnswer(int status, Map<String, String> headers, String body) {

    private static final String JSON = "application/json";

    /** A success, with headers of its own, to which those of every answer are added. */
    public static PlainAnswer ok(Map<String, String> headers, String json) {
        start(headers);
        return new PlainAnswer(200, headers, json);
    }

    public static PlainAnswer of(Problem problem) {
        Map<String, String> headers = new LinkedHashMap<>();
        start(headers);
        if (problem.error().status() == 401 || problem.error().status() == 403) {
            headers.put("WWW-Authenticate", problem.challenge());
        }
        problem.retryAfter().ifPresent(seconds -> headers.put("Retry-After", String.valueOf(seconds)));
        return new PlainAnswer(problem.status(), headers, Json.write(ProblemMapper.body(problem)));
    }

    private static void start(Map<String, String> headers) {
        headers.put("Content-Type", JSON);
        headers.put("Cache-Control", "no-store");
    }
}
