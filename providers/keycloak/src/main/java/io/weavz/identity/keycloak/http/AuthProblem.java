package io.weavz.identity.keycloak.http;

/** A refusal below {@code /api/auth} on its way to the client: {@code {"message","code"}}, and nothing is kept. */
public final class AuthProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final AuthError error;

    private AuthProblem(AuthError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    public static AuthProblem of(AuthError error) {
        return new AuthProblem(error, error.text());
    }

    /** A field of the body or the query that cannot be used. */
    public static AuthProblem field(String place, String reason) {
        return new AuthProblem(AuthError.VALIDATION_ERROR, "[" + place + "] " + reason);
    }

    /** The same refusal in better-auth's words. */
    static AuthProblem of(Problem problem) {
        AuthError error = switch (problem.error()) {
            case UNAUTHORIZED, FORBIDDEN, SCOPE_DENIED, NOT_MEMBER -> AuthError.UNAUTHORIZED;
            case INVALID_JSON -> AuthError.BAD_REQUEST;
            case PAYLOAD_TOO_LARGE -> AuthError.PAYLOAD_TOO_LARGE;
            case UNSUPPORTED_MEDIA_TYPE -> AuthError.UNSUPPORTED_MEDIA_TYPE;
            case UNAVAILABLE -> AuthError.SERVICE_UNAVAILABLE;
            case INTERNAL_ERROR -> AuthError.INTERNAL_SERVER_ERROR;
            default -> AuthError.VALIDATION_ERROR;
        };
        return error == AuthError.VALIDATION_ERROR
                ? problem.details()
                        .map(details -> ofField(details.get("field").toString(), problem.getMessage()))
                        .orElseGet(() -> of(error))
                : of(error);
    }

    private static AuthProblem ofField(String field, String message) {
        return message.endsWith(" is required")
                ? field("body." + field, "Invalid input: expected string, received undefined")
                : field("body." + field, "Invalid input: " + message);
    }

    public AuthError error() {
        return error;
    }
}
