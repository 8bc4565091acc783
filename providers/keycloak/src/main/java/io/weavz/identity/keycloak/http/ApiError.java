package io.weavz.identity.keycloak.http;

/**
 * The catalogue of errors of {@code /api/v1}: the status, the category in {@code error} and the fine word in
 * {@code code}. The page docs/errors.md lists each of them.
 */
public enum ApiError {
    UNAUTHORIZED(401, "UNAUTHORIZED", "Invalid or missing authentication credentials"),
    FORBIDDEN(403, "FORBIDDEN", "You do not have access to this resource"),
    SCOPE_DENIED(403, "FORBIDDEN", "You do not have access to this resource"),
    NOT_MEMBER(403, "FORBIDDEN", "You do not have access to this resource"),
    SIGN_IN_TOO_OLD(403, "FORBIDDEN", "This needs a sign-in of the last few minutes: sign in again"),
    QUOTA_EXCEEDED(403, "FORBIDDEN", "The plan of the organization allows no more of these"),
    NOT_FOUND(404, "NOT_FOUND", "There is no such resource"),
    END_USER_NOT_FOUND(404, "NOT_FOUND", "There is no such end user in the workspace of the server"),
    VALIDATION_ERROR(400, "BAD_REQUEST", "A field of the request is not valid"),
    INVALID_JSON(400, "BAD_REQUEST", "The body is not a JSON object"),
    NO_UPDATES(400, "BAD_REQUEST", "The body names no field that can be changed"),
    WORKSPACE_REQUIRED(400, "BAD_REQUEST", "The field workspaceId is required"),
    INVALID_MCP_SCOPES(400, "BAD_REQUEST", "The scopes are not scopes of this server"),
    METHOD_NOT_ALLOWED(405, "METHOD_NOT_ALLOWED", "The resource does not answer this method"),
    NOT_ACCEPTABLE(406, "NOT_ACCEPTABLE", "The resource speaks JSON only"),
    DUPLICATE(409, "CONFLICT", "Another one has this name already"),
    SLUG_EXISTS(409, "CONFLICT", "Another organization has this slug already"),
    LAST_OWNER(409, "CONFLICT", "The organization needs an owner"),
    MCP_BEARER_DISABLED(409, "CONFLICT", "The server takes no bearer tokens"),
    MCP_OAUTH_DISABLED(409, "CONFLICT", "The server takes no OAuth tokens"),
    PAYLOAD_TOO_LARGE(413, "PAYLOAD_TOO_LARGE", "The body is longer than 64 kB"),
    UNSUPPORTED_MEDIA_TYPE(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json"),
    RATE_LIMITED(429, "RATE_LIMITED", "Too many requests: Retry-After says in how many seconds to ask again"),
    INTERNAL_ERROR(500, "INTERNAL_ERROR", "The service failed to answer"),
    UNAVAILABLE(503, "UNAVAILABLE", "The service cannot answer now");

    private final int status;
    private final String category;
    private final String text;

    ApiError(int status, String category, String text) {
        this.status = status;
        this.category = category;
        this.text = text;
    }

    public int status() {
        return status;
    }

    public String category() {
        return category;
    }

    public String text() {
        return text;
    }
}
