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
