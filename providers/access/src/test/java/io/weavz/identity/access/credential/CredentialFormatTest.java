package io.weavz.identity.access.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialFormatTest {
    private static final String KEY = withChecksum("wvz_0123456789ABCDEFGHIJKLMNOPQRSTUV");
    private static final Pattern VECTOR = Pattern.compile("^(?:valid|invalid) +(\\S+)$", Pattern.MULTILINE);

    static String withChecksum(String body) {
        return body + Checksum.of(body);
    }

    private static boolean isKey(String text) {
        return CredentialFormat.of(CredentialKind.API_KEY, text).isPresent();
    }

    @Test
    void aPrefixThirtyTwoDigitsAndTheirChecksumAreOurs() {
        assertThat(CredentialFormat.of(CredentialKind.API_KEY, KEY)).hasValue(CredentialFormat.WEAVZ);
        for (CredentialKind kind : CredentialKind.values()) {
            String text = withChecksum(kind.prefix() + "a".repeat(32));
            assertThat(CredentialFormat.of(kind, text)).hasValue(CredentialFormat.WEAVZ);
            assertThat(CredentialKind.ofPrefix(text)).hasValue(kind);
        }
    }

    @Test
    void thePublishedVectorsHold() throws IOException {
        String page = Files.readString(Path.of("../../docs/credentials.md"));
        List<String> vectors =
                VECTOR.matcher(page).results().map(MatchResult::group).toList();

        assertThat(vectors).hasSizeGreaterThanOrEqualTo(6);
        for (String vector : vectors) {
            String text = vector.substring(vector.lastIndexOf(' ') + 1);
            boolean ours = CredentialKind.ofPrefix(text)
                    .flatMap(kind -> CredentialFormat.of(kind, text))
                    .isPresent();
            assertThat(ours).as(vector).isEqualTo(vector.startsWith("valid"));
        }
    }

    @Test
    void thePublishedPatternSaysTheSameOfTheShape() throws IOException {
        String page = Files.readString(Path.of("../../docs/credentials.md"));
        Pattern published = Pattern.compile(
                page.lines().filter(line -> line.startsWith("^(")).findFirst().orElseThrow());

        assertThat(KEY).matches(published);
        assertThat(KEY + "x").doesNotMatch(published);
    }

    @Test
    void everyKindHasAVectorAndIsInThePublishedPattern() throws IOException {
        String page = Files.readString(Path.of("../../docs/credentials.md"));
        Pattern published = Pattern.compile(
                page.lines().filter(line -> line.startsWith("^(")).findFirst().orElseThrow());

        for (CredentialKind kind : CredentialKind.values()) {
            assertThat(page).containsPattern("(?m)^valid +" + kind.prefix() + "[0-9A-Za-z]{38}$");
            assertThat(withChecksum(kind.prefix() + "a".repeat(32))).matches(published);
        }
    }

    /** Computed elsewhere, so that code and page cannot be wrong together. */
    @ParameterizedTest
    @CsvSource({
        "wvz_0123456789ABCDEFGHIJKLMNOPQRSTUV,4ICNoI",
        "wsk_abcdefghijklmnopqrstuvwxyz012345,2g2XYg",
        "mcp_00000000000000000000000000000000,3fU07A",
        "mcpo_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz,0plgsY",
        "mcpr_zyxwvutsrqponmlkjihgfedcba987654,34eyom",
        "eut_Weavz0Weavz0Weavz0Weavz0Weavz0We,2KYRck",
    })
    void theChecksumIsThatOfZip(String body, String checksum) {
        assertThat(Checksum.of(body)).isEqualTo(checksum);
    }

    @Test
    @DisplayName("case 6: a letter in the other case is refused, wherever it stands")
    void aCaseFlippedLetterIsRefused() {
        String key = withChecksum("wvz_aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeF");
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            char flipped = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
            if (flipped != c) {
                assertThat(isKey(key.substring(0, i) + flipped + key.substring(i + 1)))
                        .as("position " + i)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"w\u0475z_", "\uff57vz_", "wvz%5f", "wvz\uff3f", "\ufeffwvz_", "wvz-", "vwz_"})
    @DisplayName("case 6: a prefix that only looks like ours is none")
    void aLookAlikePrefixIsNone(String prefix) {
        assertThat(isKey(prefix + KEY.substring(4))).isFalse();
        assertThat(CredentialKind.ofPrefix(prefix + KEY.substring(4))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 8 * 1024, 1 << 20})
    @DisplayName("case 7: longer than 512 characters is of no format, whatever it starts with")
    void whatIsTooLongIsOfNoFormat(int length) {
        for (CredentialKind kind : CredentialKind.values()) {
            assertThat(CredentialFormat.of(
                            kind,
                            kind.prefix() + "a".repeat(length - kind.prefix().length())))
                    .isEmpty();
        }
        assertThat(CredentialFormat.of(CredentialKind.SERVICE_KEY, "x".repeat(length)))
                .isEmpty();
    }

    @Test
    @DisplayName("case 5: no kind is taken in the place of another")
    void noKindIsTakenInThePlaceOfAnother() {
        for (CredentialKind kind : CredentialKind.values()) {
            String text = withChecksum(kind.prefix() + "a".repeat(32));
            for (CredentialKind place : CredentialKind.values()) {
                assertThat(CredentialFormat.of(place, text).isPresent())
                        .as(kind + " in the place of " + place)
                        .isEqualTo(kind == place);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 33, 63, 65})
    void aLengthBesideTheRightOneIsRefused(int digits) {
        assertThat(isKey(withChecksum("wvz_" + "a".repeat(digits)))).isFalse();
        assertThat(isKey("wvz_" + "a".repeat(digits))).isFalse();
    }

    @Test
    @DisplayName("case 8: any other checksum is refused")
    void anyOtherChecksumIsRefused() {
        for (int i = 4; i < KEY.length(); i++) {
            char other = KEY.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(isKey(KEY.substring(0, i) + other + KEY.substring(i + 1)))
                    .as("position " + i)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wvz_", " ", "wvz_0123", "WVZ_0123456789ABCDEFGHIJKLMNOPQRSTUVabcdef"})
    @DisplayName("case 6: other shapes are refused")
    void otherShapesAreRefused(String text) {
        assertThat(isKey(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\u0000", "\u200b", "\u0430", "%41", "\u00ad", "\r", "\n", "=", "-"})
    @DisplayName("case 6: no other character is let in, anywhere")
    void noOtherCharacterIsLetIn(String intruder) {
        assertThat(isKey(KEY + intruder)).isFalse();
        assertThat(isKey(intruder + KEY)).isFalse();
        assertThat(isKey(KEY.substring(0, 20) + intruder + KEY.substring(20 + intruder.length())))
                .isFalse();
    }

    @Test
    @DisplayName("case 5: the prefix of another kind is refused")
    void theKindOfAnotherPlaceIsRefused() {
        assertThat(CredentialFormat.of(CredentialKind.SERVICE_KEY, KEY)).isEmpty();
        assertThat(CredentialFormat.of(CredentialKind.MCP_TOKEN, KEY)).isEmpty();
    }

    @Test
    void sixtyFourLettersAreAnImportedApiKeyAndNothingElse() {
        assertThat(CredentialFormat.of(CredentialKind.API_KEY, "wvz_" + "aB".repeat(32)))
                .hasValue(CredentialFormat.IMPORTED);
        assertThat(CredentialFormat.of(CredentialKind.API_KEY, "wvz_" + "a1".repeat(32)))
                .isEmpty();
        assertThat(CredentialFormat.of(CredentialKind.MCP_TOKEN, "mcp_" + "aB".repeat(32)))
                .isEmpty();
    }

    @Test
    void anOperatorsKeyHasTwentyFourToFiveHundredAndTwelveVisibleCharacters() {
        assertThat(CredentialFormat.of(CredentialKind.SERVICE_KEY, "x".repeat(24)))
                .hasValue(CredentialFormat.OPERATOR);
        assertThat(CredentialFormat.of(CredentialKind.SERVICE_KEY, "x".repeat(512)))
                .hasValue(CredentialFormat.OPERATOR);
        assertThat(CredentialFormat.of(CredentialKind.SERVICE_KEY, "x".repeat(23)))
                .isEmpty();
        assertThat(CredentialFormat.of(CredentialKind.SERVICE_KEY, "x".repeat(513)))
                .isEmpty();
        assertThat(CredentialFormat.of(CredentialKind.SERVICE_KEY, "x".repeat(24) + " "))
                .isEmpty();
        assertThat(CredentialFormat.of(CredentialKind.SERVICE_KEY, "x".repeat(24) + "\u00e9"))
                .isEmpty();
        assertThat(CredentialFormat.of(CredentialKind.API_KEY, "x".repeat(24))).isEmpty();
    }
}
