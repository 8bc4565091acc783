package io.weavz.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplyTest {

    @Test
    void eachVerdictIsAnsweredAsTheServiceDoes() {
        Reply missing = Reply.to(new Verdict.Refused(Refusal.MISSING));
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"weavz\"");
        assertThat(missing.body())
                .isEqualTo("{\"error\":\"UNAUTHORIZED\",\"message\":\"Invalid or missing authentication credentials\","
                        + "\"code\":\"UNAUTHORIZED\"}");
        Reply forbidden = Reply.to(new Verdict.Refused(Refusal.FORBIDDEN));
        assertThat(forbidden.status()).isEqualTo(403);
        assertThat(forbidden.headers())
                .containsEntry("WWW-Authenticate", "Bearer realm=\"weavz\", error=\"insufficient_scope\"");
        assertThat(Reply.to(new Verdict.Limited(Duration.ofSeconds(7))).headers())
                .containsEntry("Retry-After", "7");
        Reply unavailable = Reply.to(new Verdict.Unavailable(Duration.ofMillis(200)));
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.headers()).containsEntry("Retry-After", "1").doesNotContainKey("WWW-Authenticate");
    }
}
