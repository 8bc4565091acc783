package io.weavz.identity.keycloak.http;

import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.DenialReason;
import io.weavz.identity.access.plan.Spending;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A refusal on its way to the client: {@code {"error","message","code","details"?}}. Whoever throws it ends the
 * request; {@link ProblemMapper} answers and rolls back.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String CHALLENGE = "Bearer realm=\"weavz\"";

    private final ApiError error;
    private final transient Map<String, Object> details;
    private final String challenge;
    private final int status;
    private final transient OptionalLong retryAfter;

    private Problem(ApiError error, String message, Map<String, Object> details, String challenge) {
        super(message, null, false, false);
        this.error = error;
        this.details = details;
        this.challenge = challenge;
        this.status = error.status();
        this.retryAfter = error == ApiError.UNAVAILABLE ? OptionalLong.of(1) : OptionalLong.empty();
    }

    private Problem(Problem problem, String challenge) {
        super(problem.getMessage(), null, false, false);
        this.error = problem.error;
        this.details = problem.details;
        this.challenge = challenge;
        this.status = problem.status;
        this.retryAfter = problem.retryAfter;
    }

    private Problem(Spending.Exceeded exceeded, int status) {
        super(ApiError.RATE_LIMITED.text(), null, false, false);
        this.error = ApiError.RATE_LIMITED;
        this.details = Map.of();
        this.challenge = CHALLENGE;
        this.status = status;
        this.retryAfter = OptionalLong.of(RateLimitHeaders.seconds(exceeded.retryAfter()));
    }

    public static Problem of(ApiError error) {
        return new Problem(error, error.text(), Map.of(), CHALLENGE);
    }

    /** For what may be gone since it was found. */
    public static void requireFound(boolean found) {
        if (!found) {
            throw of(ApiError.NOT_FOUND);
        }
    }

    /** A refusal by the decision; RFC 6750, section 3.1, has the words of the challenge. */
    public static Problem of(DenialReason reason) {
        ApiError error = Refusals.of(reason);
        String challenge = switch (reason.kind()) {
            case UNAUTHENTICATED ->
                reason == DenialReason.MISSING ? CHALLENGE : CHALLENGE + ", error=\"invalid_token\"";
            case FORBIDDEN -> CHALLENGE + ", error=\"insufficient_scope\"";
            case LIMITED -> CHALLENGE;
        };
        return new Problem(error, error.text(), Map.of(), challenge);
    }

    /**
     * A refusal by the decision at a door where requests are counted.
     *
     * @param limitedStatus what a limit is answered with: 429, or 403 for gateways that cannot carry 429
     */
    public static Problem of(Decision.Refused refused, int limitedStatus) {
        return refused.exceeded()
                .map(exceeded -> new Problem(exceeded, limitedStatus))
                .orElseGet(() -> of(refused.reason()));
    }

    /**
     * A good session whose person has signed in too long ago (RFC 9470, section 3). The status is 403 and not the 401 of
     * its example, since the credential is believed.
     */
    public static Problem signInAgain(Duration maxAge) {
        ApiError error = ApiError.SIGN_IN_TOO_OLD;
        return new Problem(
                error,
                error.text(),
                Map.of("maxAge", maxAge.toSeconds()),
                CHALLENGE + ", error=\"insufficient_user_authentication\", max_age=" + maxAge.toSeconds());
    }

    /** A field of the body or the query that cannot be used, and why. */
    public static Problem field(String field, String reason) {
        return field(ApiError.VALIDATION_ERROR, field, reason);
    }

    public static Problem field(ApiError error, String field, String reason) {
        return new Problem(error, field + " " + reason, Map.of("field", field), CHALLENGE);
    }

    /** The same refusal whose challenge says more, by a parameter of RFC 6750 or RFC 9728. */
    public Problem saying(String parameter, String value) {
        return new Problem(this, challenge + ", " + parameter + "=\"" + value + "\"");
    }

    public ApiError error() {
        return error;
    }

    int status() {
        return status;
    }

    /** In seconds. */
    OptionalLong retryAfter() {
        return retryAfter;
    }

    /** The value of WWW-Authenticate where the error asks for one. */
    String challenge() {
        return challenge;
    }

    Optional<Map<String, Object>> details() {
        return details.isEmpty() ? Optional.empty() : Optional.of(details);
    }
}
