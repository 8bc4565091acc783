package io.weavz.identity.client;

import java.time.Duration;
import java.util.Map;

/**
 * What a request is answered that is not let in, the same as the service answers: {@code {"error","message","code"}}.
 *
 * @param headers all but the length of the body
 * @param body JSON in ASCII
 */
public record Reply(int status, Map<String, String> headers, String body) {

    /** No credential, or none that is believed. */
    private static final String UNAUTHORIZED = body("UNAUTHORIZED", "Invalid or missing authentication credentials");

    private static final String FORBIDDEN = body("FORBIDDEN", "You do not have access to this resource");
    private static final String RATE_LIMITED =
            body("RATE_LIMITED", "Too many requests: Retry-After says in how many seconds to ask again");
    private static final String UNAVAILABLE = body("UNAVAILABLE", "The service cannot answer now");

    public static Reply to(Verdict.Denied denied) {
        if (denied instanceof Verdict.Refused refused) {
            Refusal refusal = refused.refusal();
            return new Reply(
                    refusal.status(),
                    headers("WWW-Authenticate", refusal.challenge()),
                    refusal.status() == 401 ? UNAUTHORIZED : FORBIDDEN);
        }
        return denied instanceof Verdict.Limited limited
                ? new Reply(429, retry(limited.retryAfter()), RATE_LIMITED)
                : new Reply(503, retry(((Verdict.Unavailable) denied).retryAfter()), UNAVAILABLE);
    }

    private static Map<String, String> retry(Duration after) {
        return headers("Retry-After", Long.toString(Math.max(1, after.toSeconds())));
    }

    private static Map<String, String> headers(String name, String value) {
        return Map.of("Content-Type", "application/json", "Cache-Control", "no-store", name, value);
    }

    private static String body(String code, String message) {
        return "{\"error\":\"" + code + "\",\"message\":\"" + message + "\",\"code\":\"" + code + "\"}";
    }
}
