package io.weavz.identity.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.DenialReason;
import io.weavz.identity.access.plan.Allowance;
import io.weavz.identity.access.plan.Spending;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitHeadersTest {
    private static Problem limited(Duration wait, int status) {
        Spending.Exceeded exceeded = new Spending.Exceeded(new Allowance(600, 0, Instant.EPOCH), wait);
        return Problem.of(
                new Decision.Refused(DenialReason.RATE_LIMITED, Optional.empty(), Optional.of(exceeded)), status);
    }

    @Test
    void theResetIsTheFirstSecondAtWhichAllIsThere() {
        assertThat(RateLimitHeaders.of(new Allowance(600, 599, Instant.ofEpochSecond(1_000, 1))))
                .isEqualTo(Map.of(
                        "X-RateLimit-Limit", "600", "X-RateLimit-Remaining", "599", "X-RateLimit-Reset", "1001"));
        assertThat(RateLimitHeaders.of(new Allowance(600, 600, Instant.ofEpochSecond(1_000))))
                .containsEntry("X-RateLimit-Reset", "1000");
    }

    @ParameterizedTest
    @CsvSource({"PT0.000000001S,1", "PT0.1S,1", "PT1S,1", "PT1.000000001S,2", "PT60S,60"})
    void retryAfterIsInWholeSecondsAndAtLeastOne(Duration wait, long seconds) {
        assertThat(limited(wait, 429).retryAfter()).hasValue(seconds);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 403})
    void aLimitIsAnsweredAsConfiguredWithTheSameBody(int status) {
        Response response = ProblemMapper.response(limited(Duration.ofMillis(1_001), status));
        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(response.getHeaderString("Retry-After")).isEqualTo("2");
        assertThat(response.getHeaderString("WWW-Authenticate")).isNull();
        assertThat(response.getEntity())
                .hasToString("{\"error\":\"RATE_LIMITED\",\"message\":\"" + ApiError.RATE_LIMITED.text()
                        + "\",\"code\":\"RATE_LIMITED\"}");
    }

    @Test
    void otherRefusalsHaveTheirOwnStatus() {
        Problem problem = Problem.of(new Decision.Refused(DenialReason.UNKNOWN, Optional.empty()), 403);
        assertThat(problem.status()).isEqualTo(401);
        assertThat(problem.retryAfter()).isEmpty();
    }
}
