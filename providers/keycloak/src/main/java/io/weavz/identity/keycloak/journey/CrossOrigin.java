package io.weavz.identity.keycloak.journey;

import java.util.Map;

/**
 * What lets pages of trusted origins read an answer (the Fetch standard's CORS protocol). To any other origin nothing is
 * said, and its browser keeps the answer from it.
 */
public final class CrossOrigin {

    /** On every answer, so that no cache gives one origin's answer to another. */
    public static final String VARY = "Origin";

    private static final String EXPOSED =
            "Location, Retry-After, X-Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset";

    private CrossOrigin() {}

    /** The headers beside {@code Vary} for a page of this origin. */
    public static Map<String, String> headers(TrustedOrigins origins, String origin) {
        return origins.contains(origin)
                ? Map.of(
                        "Access-Control-Allow-Origin", origin,
                        "Access-Control-Allow-Credentials", "true",
                        "Access-Control-Expose-Headers", EXPOSED)
                : Map.of();
    }
}
