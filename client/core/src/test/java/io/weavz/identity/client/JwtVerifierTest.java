package io.weavz.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtVerifierTest {

    private static final TestKey RSA = TestKey.rsa("rsa", 2048);
    private static final TestKey ELLIPTIC = TestKey.elliptic("ec");
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000);
    private static final Verdict INVALID = new Verdict.Refused(Refusal.INVALID);
    private static final String CLAIMS = "{\"iss\":\"https://id/realms/weavz\",\"aud\":[\"account\",\"weavz-api\"],"
            + "\"typ\":\"Bearer\",\"iat\":1799999990,\"exp\":1800000050,\"sub\":\"s\",\"org_id\":\"o\","
            + "\"org_slug\":\"acme\",\"plan\":\"pro\",\"auth_method\":\"api_key\",\"credential_id\":\"c\","
            + "\"project_ids\":[\"p\"],\"scope\":\"a b a\"}";

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Instant now = START;
    private volatile Optional<String> keys = set(RSA, ELLIPTIC);
    private final JwtVerifier verifier = new JwtVerifier(
            JwtOptions.of("https://id/realms/weavz"),
            () -> {
                fetches.incrementAndGet();
                return keys;
            },
            () -> now);

    private static Optional<String> set(TestKey first, TestKey second) {
        return Optional.of("{\"keys\":[" + first.jwk() + "," + second.jwk() + "]}");
    }

    private Verdict verify(String token) {
        return verifier.verify(Headers.request("Authorization", "bearer " + token));
    }

    @Test
    void aTokenOfTheRealmHasItsCaller() {
        Verdict granted = new Verdict.Granted(new Caller(
                "o",
                "acme",
                "pro",
                "s",
                "api_key",
                "c",
                Set.of("p"),
                Set.of("a", "b"),
                Optional.empty(),
                Optional.empty()));
        assertThat(verify(RSA.signed(CLAIMS))).isEqualTo(granted);
        assertThat(verify(ELLIPTIC.signed(CLAIMS))).isEqualTo(granted);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void atItsEndATokenHasEndedAlsoWhenItIsRemembered() {
        String token = RSA.signed(CLAIMS);
        now = Instant.ofEpochSecond(1_800_000_049);
        assertThat(verify(token)).isInstanceOf(Verdict.Granted.class);
        now = Instant.ofEpochSecond(1_800_000_050);
        assertThat(verify(token)).isEqualTo(INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://id/realms/weavz|https://id/realms/other",
                "https://id/realms/weavz|https://id/realms/weavz/",
                "\"weavz-api\"|\"other-api\"",
                "\"Bearer\"|\"ID\"",
                "\"typ\":\"Bearer\",|",
                "\"iat\":1799999990,|",
                "\"exp\":1800000050,|",
                "\"exp\":1800000050|\"exp\":\"1800000050\"",
                "\"exp\":1800000050|\"exp\":1800000000",
                "\"exp\":1800000050|\"exp\":1800000291",
                "\"exp\":1800000050|\"exp\":999999999999999999",
                "\"iat\":1799999990|\"iat\":1800000006",
                "\"sub\"|\"nbf\":1800000006,\"sub\"",
                "\"sub\"|\"nbf\":\"0\",\"sub\"",
                "\"org_id\":\"o\",|",
                "\"credential_id\":\"c\",|",
                "\"auth_method\":\"api_key\",|",
                "\"project_ids\":[\"p\"]|\"project_ids\":[]",
                "\"project_ids\":[\"p\"]|\"project_ids\":[1]",
                "\"project_ids\":[\"p\"]|\"project_ids\":{}",
                "\"sub\"|\"org_id\":\"other\",\"sub\"",
            })
    void aClaimThatDoesNotHoldIsRefused(String part, String instead) {
        String changed = CLAIMS.replace(part, Optional.ofNullable(instead).orElse(""));
        assertThat(changed).isNotEqualTo(CLAIMS);
        assertThat(verify(RSA.signed(changed))).isEqualTo(INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"rsa\"}",
                "{\"alg\":\"HS256\",\"typ\":\"JWT\",\"kid\":\"rsa\"}",
                "{\"alg\":\"RS512\",\"typ\":\"JWT\",\"kid\":\"rsa\"}",
                "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"ec\"}",
                "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
                "{\"alg\":\"RS256\",\"kid\":\"rsa\"}",
                "{\"alg\":\"RS256\",\"typ\":\"logout+jwt\",\"kid\":\"rsa\"}",
                "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"rsa\",\"jku\":\"https://evil\"}",
                "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"rsa\",\"x5u\":\"https://evil\"}",
                "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"rsa\",\"jwk\":{}}",
                "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"rsa\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"none\",\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"rsa\"}",
            })
    void aHeaderThatChoosesAnotherWayIsRefused(String header) {
        assertThat(verify(RSA.signed(header, CLAIMS))).isEqualTo(INVALID);
    }

    @Test
    void aSignatureThatIsAnothersOrMissingOrSpeltOtherwiseIsRefused() {
        String token = RSA.signed(CLAIMS);
        String start = token.substring(0, token.lastIndexOf('.') + 1);
        assertThat(verify(TestKey.rsa("rsa", 2048).signed(CLAIMS))).isEqualTo(INVALID);
        assertThat(verify(start)).isEqualTo(INVALID);
        assertThat(verify(token + "=")).isEqualTo(INVALID);
        assertThat(verify(token + ".x")).isEqualTo(INVALID);
        assertThat(verify(start + TestKey.base64("0".repeat(256).getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(INVALID);
        assertThat(verify("wvz_abc")).isEqualTo(INVALID);
        // ECDSA with zeros was once good for everything.
        String elliptic = ELLIPTIC.signed(CLAIMS);
        assertThat(verify(elliptic.substring(0, elliptic.lastIndexOf('.') + 1) + TestKey.base64(new byte[64])))
                .isEqualTo(INVALID);
    }

    @Test
    void aShortKeyOfTheRealmIsNotBelieved() {
        TestKey weak = TestKey.rsa("weak", 1024);
        keys = set(RSA, weak);
        assertThat(verify(weak.signed(CLAIMS))).isEqualTo(INVALID);
    }

    @Test
    void onlyOneCredentialCountsAndItsOrganizationMayBeNamed() {
        String value = "Bearer " + RSA.signed(CLAIMS);
        assertThat(verifier.verify(Headers.request("Authorization", value, "X-Org-ID", "acme")))
                .isInstanceOf(Verdict.Granted.class);
        assertThat(verifier.verify(Headers.request("Authorization", value, "X-Org-ID", "other")))
                .isEqualTo(new Verdict.Refused(Refusal.FORBIDDEN));
        assertThat(verifier.verify(Headers.request("Authorization", value, "X-Service-Key", "wsk_a")))
                .isEqualTo(INVALID);
        assertThat(verifier.verify(Headers.request("Cookie", "better-auth.session_token=x")))
                .isEqualTo(new Verdict.Refused(Refusal.MISSING));
    }

    @Test
    void aNewKeyIsFetchedAndUnknownOnesFetchNoMoreThanOnceASecond() {
        verify(RSA.signed(CLAIMS));
        TestKey fresh = TestKey.elliptic("new");
        keys = set(RSA, fresh);
        now = START.plusSeconds(1);
        assertThat(verify(fresh.signed(CLAIMS))).isInstanceOf(Verdict.Granted.class);
        assertThat(fetches).hasValue(2);
        for (int i = 0; i < 100; i++) {
            assertThat(verify(TestKey.elliptic("unknown" + i).signed(CLAIMS))).isEqualTo(INVALID);
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void aTokenThatIsYoungerThanTheKeysMayHaveOneThatIsMissing() {
        verify(RSA.signed(CLAIMS));
        String claims = CLAIMS.replace("1799999990", "1800000000");
        assertThat(verify(TestKey.elliptic("new").signed(claims))).isInstanceOf(Verdict.Unavailable.class);
    }

    @Test
    void keysThatCannotBeFetchedAreNoReasonToRefuse() {
        keys = Optional.empty();
        assertThat(verify(RSA.signed(CLAIMS))).isInstanceOf(Verdict.Unavailable.class);
        keys = Optional.of("{\"keys\":[]}");
        now = START.plusSeconds(1);
        assertThat(verify(RSA.signed(CLAIMS))).isInstanceOf(Verdict.Unavailable.class);
        keys = set(RSA, ELLIPTIC);
        now = START.plusSeconds(2);
        assertThat(verify(RSA.signed(CLAIMS))).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void keysAreFetchedAgainAfterFiveMinutesAndBelievedForAnHour() {
        verify(RSA.signed(CLAIMS));
        keys = set(ELLIPTIC, ELLIPTIC);
        now = START.plusSeconds(299);
        assertThat(verify(RSA.signed(at(299)))).isInstanceOf(Verdict.Granted.class);
        keys = Optional.empty();
        now = START.plusSeconds(3599);
        assertThat(verify(RSA.signed(at(3599)))).isInstanceOf(Verdict.Granted.class);
        now = START.plusSeconds(3600);
        assertThat(verify(RSA.signed(at(3600)))).isInstanceOf(Verdict.Unavailable.class);
        keys = set(ELLIPTIC, ELLIPTIC);
        now = START.plusSeconds(3601);
        assertThat(verify(RSA.signed(at(3600)))).isEqualTo(INVALID);
    }

    private static String at(int seconds) {
        return CLAIMS.replace("1799999990", Long.toString(1_800_000_000 + seconds))
                .replace("1800000050", Long.toString(1_800_000_060 + seconds));
    }

    @Test
    void noTokenIsPrinted() {
        String token = RSA.signed(CLAIMS);
        assertThat(verify(token) + " " + verifier + " " + SignedToken.read(token))
                .doesNotContain("eyJ");
    }
}
