package io.weavz.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedTest {

    private static List<String> asked(String... headers) {
        return ((Presented.One) Presented.of(Headers.request(headers))).headers();
    }

    @Test
    void twoCredentialsAreUnclearWhoeverIsGood() {
        assertThat(List.of(
                        Headers.request("Authorization", "Bearer wvz_a", "Authorization", "Bearer wvz_a"),
                        Headers.request("Authorization", "Bearer wvz_a", "X-Service-Key", "wsk_a"),
                        Headers.request("X-Service-Key", "wsk_a", "X-Service-Key", "wsk_a"),
                        Headers.request("X-Service-Key", "wsk_a", "X-Org-ID", "a", "X-Org-ID", "a")))
                .allSatisfy(request -> assertThat(Presented.of(request)).isInstanceOf(Presented.Unclear.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer a\r\nX-Weavz-Org-Id: b", "Bearer é", "Bearer a\u0000"})
    void textThatCouldBecomeAnotherHeaderIsUnclear(String value) {
        assertThat(Presented.of(Headers.request("Authorization", value))).isInstanceOf(Presented.Unclear.class);
    }

    @Test
    void aValueOfUnboundedLengthIsUnclear() {
        assertThat(Presented.of(Headers.request("Authorization", "Bearer " + "a".repeat(8192))))
                .isInstanceOf(Presented.One.class);
        assertThat(Presented.of(Headers.request("Authorization", "Bearer " + "a".repeat(8193))))
                .isInstanceOf(Presented.Unclear.class);
    }

    @Test
    void onlyTheSessionCookieIsHandedOn() {
        assertThat(asked("Cookie", "theme=dark; __Secure-better-auth.session_token=s.x; other.session_token=y"))
                .containsExactly("Cookie", "__Secure-better-auth.session_token=s.x", "X-Forwarded-Method", "GET");
        assertThat(Presented.of(Headers.request("Cookie", "theme=dark"))).isInstanceOf(Presented.Nothing.class);
    }

    @Test
    void aCookieBesideACredentialCountsForNothing() {
        assertThat(asked("Authorization", "Bearer wvz_a", "Cookie", "better-auth.session_token=s.x", "Origin", "x"))
                .containsExactly("Authorization", "Bearer wvz_a");
    }

    @Test
    void besideACookieThePageThatSentItIsToldWithoutItsPath() {
        assertThat(asked("Cookie", "better-auth.session_token=s", "Referer", "https://a.example:1/secret?x=y"))
                .endsWith("Origin", "https://a.example:1");
        assertThat(asked("Cookie", "better-auth.session_token=s", "Origin", "https://a", "Origin", "https://b"))
                .endsWith("Origin", "null");
    }

    @Test
    void noSecretIsPrinted() {
        IncomingRequest request = Headers.request("Authorization", "Bearer wvz_secret");
        assertThat(request + " " + Presented.of(request)).doesNotContain("wvz_");
    }
}
