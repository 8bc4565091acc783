package io.weavz.identity.client;

/** Why a request is refused, as far as its sender is told; the challenges are those of RFC 6750, section 3. */
public enum Refusal {
    /** No credential. */
    MISSING(401, ""),
    /** A credential that is malformed, ambiguous, unknown, expired or revoked: all alike. */
    INVALID(401, ", error=\"invalid_token\""),
    /** A good credential that may not do this. */
    FORBIDDEN(403, ", error=\"insufficient_scope\"");

    private final int status;
    private final String error;

    Refusal(int status, String error) {
        this.status = status;
        this.error = error;
    }

    public int status() {
        return status;
    }

    /** The value of {@code WWW-Authenticate}. */
    public String challenge() {
        return "Bearer realm=\"weavz\"" + error;
    }
}
