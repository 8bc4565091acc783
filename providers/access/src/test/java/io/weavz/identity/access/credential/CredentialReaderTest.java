package io.weavz.identity.access.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialReaderTest {
    private static final String KEY = CredentialFormatTest.withChecksum("wvz_" + "k".repeat(32));
    private static final String SERVICE_KEY = CredentialFormatTest.withChecksum("wsk_" + "k".repeat(32));
    private static final String JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln";

    private static Reading read(List<String> authorization, List<String> serviceKey, List<String> organization) {
        return CredentialReader.read(new RequestCredentials(authorization, serviceKey, organization, List.of()));
    }

    private static Reading authorization(String value) {
        return read(List.of(value), List.of(), List.of());
    }

    @Test
    void aBearerKeyIsPresented() {
        assertThat(authorization("Bearer " + KEY))
                .isInstanceOfSatisfying(
                        Reading.Presented.class,
                        presented -> assertThat(presented.credential())
                                .isInstanceOfSatisfying(PresentedCredential.Opaque.class, key -> {
                                    assertThat(key.kind()).isEqualTo(CredentialKind.API_KEY);
                                    assertThat(key.secret().reveal()).isEqualTo(KEY);
                                }));
    }

    @Test
    void aServiceKeyStandsInItsOwnHeader() {
        assertThat(read(List.of(), List.of(SERVICE_KEY), List.of("acme"))).isInstanceOf(Reading.Presented.class);
        assertThat(authorization("Bearer " + SERVICE_KEY)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void aSignedTokenIsASessionsSecondCarrier() {
        assertThat(authorization("Bearer " + JWT))
                .isInstanceOfSatisfying(
                        Reading.Presented.class,
                        presented ->
                                assertThat(presented.credential()).isInstanceOf(PresentedCredential.AccessToken.class));
    }

    @Test
    void nothingIsAbsent() {
        assertThat(read(List.of(), List.of(), List.of("acme"))).isInstanceOf(Reading.Absent.class);
    }

    @Test
    @DisplayName("cases 1 to 3: more than one credential is ambiguous, good or bad")
    void moreThanOneCredentialIsAmbiguous() {
        assertThat(read(List.of("Bearer " + KEY, "Bearer x"), List.of(), List.of()))
                .isInstanceOf(Reading.Ambiguous.class);
        assertThat(read(List.of("Bearer x", "Bearer " + KEY), List.of(), List.of()))
                .isInstanceOf(Reading.Ambiguous.class);
        assertThat(read(List.of("Bearer " + KEY), List.of(SERVICE_KEY), List.of()))
                .isInstanceOf(Reading.Ambiguous.class);
        assertThat(read(List.of(), List.of(SERVICE_KEY, SERVICE_KEY), List.of()))
                .isInstanceOf(Reading.Ambiguous.class);
        assertThat(read(List.of("Bearer " + KEY), List.of(), List.of("a", "b"))).isInstanceOf(Reading.Ambiguous.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer\t%s",
                "Bearer  %s",
                "Bearer\u00a0%s",
                "Bearer %s\r",
                "Bearer %s ",
                "Bearer %s, Bearer %s",
                "Bearer %s,%s",
                "Basic %s",
                "%s",
                "Bearer Bearer %s",
            })
    @DisplayName("case 4: one scheme, one space, one token")
    void anythingElseIsMalformed(String value) {
        assertThat(authorization(value.replace("%s", KEY))).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    @DisplayName("case 4: the scheme is case-insensitive")
    void theSchemeIsCaseInsensitive() {
        assertThat(authorization("bearer " + KEY)).isInstanceOf(Reading.Presented.class);
        assertThat(authorization("BEARER " + KEY)).isInstanceOf(Reading.Presented.class);
    }

    @Test
    @DisplayName("case 7: what is too long is not looked at")
    void whatIsTooLongIsMalformed() {
        assertThat(authorization("Bearer wvz_" + "a".repeat(600))).isInstanceOf(Reading.Malformed.class);
        assertThat(authorization("Bearer ey" + "a".repeat(8200) + ".a.a")).isInstanceOf(Reading.Malformed.class);
        assertThat(authorization("Bearer " + "a".repeat(1 << 20))).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    @DisplayName("case 7: a signed token has at most 8 kB, to the character")
    void aSignedTokenHasAtMostEightKilobytes() {
        String eightKilobytes = "ey" + "a".repeat(8 * 1024 - 6) + ".a.a";
        assertThat(eightKilobytes.substring(0, 2)).isEqualTo("ey");
        assertThat(CredentialReader.ofToken(eightKilobytes)).isPresent();
        assertThat(CredentialReader.ofToken(eightKilobytes + "a")).isEmpty();
    }

    @Test
    @DisplayName("case 2: X-Org-ID twice is ambiguous, with any credential and with none")
    void twoOrganizationsAreAmbiguous() {
        List<String> twice = List.of("acme", "acme");
        assertThat(read(List.of(), List.of(SERVICE_KEY), twice)).isInstanceOf(Reading.Ambiguous.class);
        assertThat(read(List.of(), List.of(), twice)).isInstanceOf(Reading.Ambiguous.class);
    }

    @Test
    @DisplayName("case 3: a bad credential is not passed over for a good one")
    void aBadCredentialIsNotPassedOver() {
        assertThat(read(List.of("Bearer x"), List.of(SERVICE_KEY), List.of())).isInstanceOf(Reading.Ambiguous.class);
        assertThat(read(List.of(""), List.of(SERVICE_KEY), List.of())).isInstanceOf(Reading.Ambiguous.class);
        assertThat(read(List.of("Bearer " + KEY), List.of(""), List.of())).isInstanceOf(Reading.Ambiguous.class);
    }

    @Test
    @DisplayName("case 5: X-Service-Key takes service keys alone")
    void theServiceKeyHeaderTakesServiceKeysAlone() {
        String mcp = CredentialFormatTest.withChecksum("mcp_" + "k".repeat(32));
        for (String other : List.of(KEY, mcp, "Bearer " + SERVICE_KEY, SERVICE_KEY + " ", SERVICE_KEY + ",x", "")) {
            assertThat(read(List.of(), List.of(other), List.of("acme")))
                    .as(other)
                    .isInstanceOf(Reading.Malformed.class);
        }
    }

    @Test
    @DisplayName("case 5: an operator's key is no bearer token")
    void anOperatorsKeyIsNoBearerToken() {
        assertThat(authorization("Bearer an-operators-bootstrap-key")).isInstanceOf(Reading.Malformed.class);
        assertThat(read(List.of(), List.of("an-operators-bootstrap-key"), List.of("acme")))
                .isInstanceOf(Reading.Presented.class);
    }

    @Test
    @DisplayName("case 49: what was read does not print the credential")
    void aReadingDoesNotPrintTheCredential() {
        assertThat(authorization("Bearer " + KEY).toString()).doesNotContain("kkkk");
        assertThat(authorization("Bearer " + JWT).toString()).doesNotContain("eyJ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "ey.b", "eyJ.b.c.d", "eyJ.b.c=", "eyJ.b.c+"})
    void otherDottedTextIsNoToken(String token) {
        assertThat(authorization("Bearer " + token)).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void withoutAPlaceEveryKindIsAccepted() {
        assertThat(CredentialReader.ofToken(SERVICE_KEY)).isPresent();
        assertThat(CredentialReader.ofToken("an-operators-bootstrap-key")).isPresent();
        assertThat(CredentialReader.ofToken("short")).isEmpty();
        assertThat(CredentialReader.ofToken("wvz_short")).isEmpty();
    }
}
