package io.weavz.identity.keycloak.http;

/** The service cannot decide now: answered 503 with {@code Retry-After}. No stack trace, it may be thrown often. */
public final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message, null, false, false);
    }
}
