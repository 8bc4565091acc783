package io.weavz.identity.access.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FingerprinterTest {
    private static final String PEPPER = "a pepper of more than thirty-two characters";
    private static final Secret SECRET = Secret.of("wvz_anything");

    @Test
    void theFingerprintIsAnHmacOfADigest() throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest("wvz_anything".getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(PEPPER.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));

        assertThat(new Fingerprinter(Pepper.of(PEPPER), Optional.empty())
                        .current(SECRET)
                        .hex())
                .isEqualTo(HexFormat.of().formatHex(mac.doFinal(digest)));
    }

    @Test
    @DisplayName("case 53: two peppers live at once, the current one first")
    void twoPeppersLiveAtOnce() {
        Pepper old = Pepper.of(PEPPER);
        Pepper fresh = Pepper.of(PEPPER + " rotated");
        Fingerprint before = new Fingerprinter(old, Optional.empty()).current(SECRET);

        List<Fingerprint> candidates = new Fingerprinter(fresh, Optional.of(old)).candidates(SECRET);

        assertThat(candidates).hasSize(2).last().isEqualTo(before);
        assertThat(new Fingerprinter(fresh, Optional.of(old)).current(SECRET)).isEqualTo(candidates.get(0));
        assertThat(candidates.get(0).pepperId()).isNotEqualTo(before.pepperId());
        assertThat(new Fingerprinter(fresh, Optional.empty()).candidates(SECRET))
                .doesNotContain(before);
    }

    @Test
    void withoutAPreviousPepperThereIsOneCandidate() {
        Fingerprinter one = new Fingerprinter(Pepper.of(PEPPER), Optional.empty());

        assertThat(one.candidates(SECRET)).containsExactly(one.current(SECRET));
        assertThat(one.current(Secret.of("wvz_anythinG"))).isNotEqualTo(one.current(SECRET));
    }

    @Test
    void aSecretHasNoEqualityToCompareByAccident() {
        assertThat(SECRET).isNotEqualTo(Secret.of(SECRET.reveal()));
    }

    @Test
    void aShortPepperIsRefused() {
        assertThatThrownBy(() -> Pepper.of("x".repeat(Pepper.MIN_LENGTH - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Pepper.of("x".repeat(Pepper.MIN_LENGTH)).id()).matches("[0-9a-f]{8}");
        assertThatThrownBy(() -> Pepper.of("short")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("case 49: neither a secret nor a pepper prints itself")
    void secretsDoNotPrint() {
        assertThat(SECRET.toString()).doesNotContain("anything");
        assertThat(Pepper.of(PEPPER).toString()).doesNotContain("pepper of");
        assertThat(new PresentedCredential.AccessToken(SECRET).toString()).doesNotContain("anything");
    }
}
