package io.weavz.identity.keycloak.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A refusal on the paths of OAuth, in the words of RFC 6749, section 5.2, and RFC 8628, section 3.5: {@code
 * {"error","error_description"}}.
 */
public final class OauthProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;

    public OauthProblem(int status, String error, String description) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
    }

    /** What cannot be answered whatever its content is. */
    static OauthProblem ofStatus(int status) {
        return switch (status) {
            case 404 -> new OauthProblem(status, "invalid_request", "There is no such resource");
            case 405 -> new OauthProblem(status, "invalid_request", "The resource does not answer this method");
            case 406 -> new OauthProblem(status, "invalid_request", "The resource speaks JSON only");
            case 413 -> new OauthProblem(status, "invalid_request", "The body is too long");
            case 415 -> new OauthProblem(status, "invalid_request", "The body must be JSON or a form");
            case 503 -> new OauthProblem(status, "temporarily_unavailable", "Try again later");
            default ->
                status < 500
                        ? new OauthProblem(status, "invalid_request", "The request is not valid")
                        : new OauthProblem(status, "server_error", "The request failed");
        };
    }

    /** The answer alone; whoever throws instead of answering has the transaction rolled back too. */
    public Response answer() {
        return answer(OptionalInt.empty());
    }

    /**
     * @param interval the seconds to wait between polls, where the answer says them
     */
    public Response answer(OptionalInt interval) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", getMessage());
        interval.ifPresent(seconds -> body.put("interval", seconds));
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .entity(Json.write(body));
        if (status == 503 || status == 429) {
            response.header("Retry-After", interval.orElse(1));
        }
        return response.build();
    }
}
