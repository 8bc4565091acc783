package io.weavz.identity.access.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.credential.Fingerprinter;
import io.weavz.identity.access.credential.Pepper;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretIssuerTest {
    private static final Fingerprinter FINGERPRINTER =
            new Fingerprinter(Pepper.of("a pepper of more than thirty-two characters"), Optional.empty());

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SecretIssuer issuer = new SecretIssuer(FINGERPRINTER, new SecureRandom());

    @Test
    void whatIsIssuedIsOfOurFormat() {
        for (CredentialKind kind : CredentialKind.values()) {
            NewSecret secret = issuer.issue(kind);
            assertThat(CredentialFormat.of(kind, secret.revealOnce())).hasValue(CredentialFormat.WEAVZ);
            assertThat(secret.displayPrefix()).hasSize(8).startsWith(kind.prefix());
            assertThat(secret.fingerprint()).isEqualTo(FINGERPRINTER.current(secret.secret()));
            assertThat(secret.toString()).doesNotContain(secret.revealOnce().substring(8));
        }
    }

    @Test
    @DisplayName("case 52: in each place every digit is as likely as any other, and no secret comes twice")
    void digitsAreUniformAndSecretsUnique() {
        int keys = 200_000;
        int[][] counts = new int[CredentialFormat.RANDOM_DIGITS][128];
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < keys; i++) {
            String random = issuer.issue(CredentialKind.API_KEY).revealOnce().substring(4, 36);
            for (int place = 0; place < counts.length; place++) {
                counts[place][random.charAt(place)]++;
            }
            seen.add(random);
        }

        assertThat(seen).hasSize(keys);
        for (int place = 0; place < counts.length; place++) {
            // 61 degrees of freedom: a uniform source exceeds 170 in any of the 32 places once in 10^10 runs.
            assertThat(chiSquare(counts[place], keys / 62.0))
                    .as("place " + place)
                    .isLessThan(170);
        }
    }

    @Test
    @DisplayName("case 52: the letters of a user code are equally likely, and none can be misread")
    void userCodesAreUniform() {
        int[] counts = new int[128];
        int codes = 50_000;
        for (int i = 0; i < codes; i++) {
            String code = issuer.newUserCode();
            assertThat(code).matches("[BCDFGHJKLMNPQRSTVWXZ]{8}");
            code.chars().forEach(letter -> counts[letter]++);
        }
        double expected = codes * 8 / 20.0;
        double chiSquare = "BCDFGHJKLMNPQRSTVWXZ"
                .chars()
                .mapToDouble(letter -> Math.pow(counts[letter] - expected, 2) / expected)
                .sum();
        // 19 degrees of freedom: a uniform source exceeds 90 once in 10^10 runs.
        assertThat(chiSquare).isLessThan(90);
    }

    private static double chiSquare(int[] counts, double expected) {
        return DIGITS.chars()
                .mapToDouble(c -> (counts[c] - expected) * (counts[c] - expected) / expected)
                .sum();
    }

    @Test
    @DisplayName("case 52: the measure finds a byte that is folded into 62 digits")
    void theMeasureFindsAFoldedByte() {
        int[] counts = new int[128];
        for (int i = 0; i < 200_000; i++) {
            counts[DIGITS.charAt(i % 256 % 62)]++;
        }
        assertThat(chiSquare(counts, 200_000 / 62.0)).isGreaterThan(170);
    }

    @Test
    void aDigitIsDrawnAndNotFolded() {
        Set<Integer> bounds = new HashSet<>();
        RandomGenerator last = new RandomGenerator() {
            @Override
            public int nextInt(int bound) {
                bounds.add(bound);
                return bound - 1;
            }

            @Override
            public long nextLong() {
                throw new AssertionError("folded");
            }
        };

        assertThat(new SecretIssuer(FINGERPRINTER, last)
                        .issue(CredentialKind.MCP_OAUTH_TOKEN)
                        .revealOnce())
                .isEqualTo("mcpo_" + "z".repeat(32) + "0plgsY");
        assertThat(bounds).containsExactly(62);
    }

    @Test
    @DisplayName("case 52: two issuers do not share a sequence")
    void twoIssuersDiffer() {
        SecretIssuer other = new SecretIssuer(FINGERPRINTER, new SecureRandom());
        assertThat(issuer.issue(CredentialKind.API_KEY).revealOnce())
                .isNotEqualTo(other.issue(CredentialKind.API_KEY).revealOnce());
    }

    @Test
    void theIdOfAServerIsShortAndPlain() {
        assertThat(issuer.newServerId()).matches("[0-9a-z]{12}");
    }
}
