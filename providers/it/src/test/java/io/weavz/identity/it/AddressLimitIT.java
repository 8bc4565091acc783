package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.RawHttp;
import io.weavz.identity.it.harness.Weavz;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Limits by address before authentication, in a realm that has them switched on. */
class AddressLimitIT {
    private static String realm;

    @BeforeAll
    static void aRealmWithLimits() {
        realm = Fixture.limitedRealm(Weavz.server());
    }

    private static Http to(String method, String path) {
        return Http.method(method, Weavz.server().rootUrl() + "/realms/" + realm + "/api/auth" + path);
    }

    /** Answers that all fell into one window of the clock. */
    private static List<Answer> atOnce(int requests, long windowSeconds, Callable<Answer> request)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            while (true) {
                isEarly(windowSeconds);
                long window = Instant.now().getEpochSecond() / windowSeconds;
                List<Answer> answers = new java.util.ArrayList<>();
                for (Future<Answer> answer : threads.invokeAll(Collections.nCopies(requests, request))) {
                    answers.add(answer.get());
                }
                if (Instant.now().getEpochSecond() / windowSeconds == window) {
                    return answers;
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits for the next window of the clock when this one is about to end. */
    private static void isEarly(long windowSeconds) {
        long enough = Math.min(windowSeconds / 2, 10);
        People.await(() -> Instant.now().getEpochSecond() % windowSeconds < windowSeconds - enough);
    }

    private static void tooMany(Answer answer, long most) {
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.body()).isEqualTo("{\"message\":\"Too many requests. Please try again later.\"}");
        assertThat(answer.header("X-Retry-After").map(Long::valueOf))
                .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1L, most));
    }

    @Test
    @DisplayName("case 54: sixty a minute, exactly, when many ask at once")
    void anAddressHasSixtyRequestsAMinute() throws Exception {
        List<Answer> answers = atOnce(80, 60, () -> to("GET", "/ok").send());
        assertThat(answers.stream().filter(answer -> answer.status() == 200).count())
                .isLessThanOrEqualTo(60)
                .isGreaterThan(0);
        List<Answer> refused =
                answers.stream().filter(answer -> answer.status() == 429).toList();
        assertThat(refused).hasSizeGreaterThanOrEqualTo(20);
        refused.forEach(answer -> tooMany(answer, 60));
    }

    @Test
    @DisplayName("case 54: three passwords in ten seconds, whatever X-Forwarded-For says")
    void anAddressTriesThreePasswordsInTenSeconds() throws Exception {
        List<Answer> answers = atOnce(
                12,
                10,
                () -> to("POST", "/sign-in/email")
                        .header("X-Forwarded-For", "6.6.6." + (int) (Math.random() * 250))
                        .json("email", "nobody@example.test", "password", "guess")
                        .send());
        List<Answer> refused =
                answers.stream().filter(answer -> answer.status() == 429).toList();
        assertThat(refused).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    @DisplayName("case 54: an invitation that is one too many for its recipient is not made")
    void aRefusedInvitationIsNotMade() {
        AuthClient boss = AuthClient.signedUp();
        boss.organization();
        ObjectNode weavz =
                (ObjectNode) People.realms("GET", "/weavz").expect(200).json();
        ObjectNode limited = weavz.deepCopy();
        ((ObjectNode) limited.path("attributes")).put("weavz.rate-limits", "true");
        People.realms("PUT", "/weavz").json(limited).expect(204);
        try {
            isEarly(300);
            String email = AuthClient.newEmail();
            for (int i = 0; i < 3; i++) {
                boss.post("/organization/invite-member", "email", email, "role", "member", "resend", true)
                        .expect(200);
            }
            String another = boss.organization();
            tooMany(inviteFrom("127.0.0.2", boss, email).expect(429), 300);
            assertThat(boss.get("/organization/list-invitations?organizationId=" + another)
                            .expect(200)
                            .json())
                    .isEmpty();
        } finally {
            People.realms("PUT", "/weavz").json(weavz).expect(204);
        }
    }

    private static Answer inviteFrom(String address, AuthClient who, String email) {
        String body = "{\"email\":\"" + email + "\",\"role\":\"member\"}";
        return RawHttp.sendFrom(
                address,
                "POST /realms/weavz/api/auth/organization/invite-member HTTP/1.1\r\nHost: "
                        + Weavz.server().host() + ":" + Weavz.server().port() + "\r\nConnection: close\r\nOrigin: "
                        + Weavz.server().rootUrl() + "\r\nCookie: " + who.cookieHeader()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body);
    }

    @Test
    void aRealmWithoutLimitsHasNone() throws Exception {
        List<Answer> answers = atOnce(80, 60, () -> Http.get("/api/auth/ok").send());
        assertThat(answers).allMatch(answer -> answer.status() == 200);
    }
}
