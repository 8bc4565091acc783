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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecretIssuerTest {
    private static final Fingerprinter FINGERPRINTER =
            new Fingerprinter(Pepper.of("a pepper of more than thirty-two characters"), Optional.empty());

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
    @DisplayName("case 52: every digit is as likely as any other, and no secret comes twice")
    void digitsAreUniformAndSecretsUnique() {
        int keys = 100_000;
        long[] counts = new long[128];
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < keys; i++) {
            String random = issuer.issue(CredentialKind.API_KEY).revealOnce().substring(4, 36);
            random.chars().forEach(c -> counts[c]++);
            seen.add(random);
        }

        double expected = keys * 32 / 62.0;
        double chiSquare = 0;
        for (char c : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray()) {
            chiSquare += (counts[c] - expected) * (counts[c] - expected) / expected;
        }

        assertThat(seen).hasSize(keys);
        // 61 degrees of freedom: a uniform source exceeds 160 less than once in 10^10 runs; a folded byte by far.
        assertThat(chiSquare).isLessThan(160);
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
