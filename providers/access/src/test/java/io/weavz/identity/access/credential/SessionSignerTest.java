package io.weavz.identity.access.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSignerTest {
    private static final String HANDLE = "gmqIZw8GAje_1m_z6yS5a1zH";
    private static final Pepper PEPPER = Pepper.of("a pepper of at least 32 characters");
    private static final Pepper OTHER = Pepper.of("another pepper of 32 characters, or so");
    private final SessionSigner signer = new SessionSigner(PEPPER, Optional.empty());

    private static Secret read(String value) {
        return SessionSigner.shapeOf(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .orElseThrow();
    }

    @Test
    void aSignedHandleIsReadBack() {
        assertThat(signer.handle(read(signer.sign(HANDLE)))).hasValue(HANDLE);
        assertThat(signer.sign(HANDLE)).matches(HANDLE + "\\.[A-Za-z0-9+/]{43}=");
    }

    @Test
    void anotherHandleOrSignatureIsNone() {
        String value = signer.sign(HANDLE);
        assertThat(signer.handle(read("x" + value.substring(1)))).isEmpty();
        String other = new SessionSigner(OTHER, Optional.empty()).sign(HANDLE);
        assertThat(signer.handle(read(other))).isEmpty();
    }

    @Test
    @DisplayName("case 53: while peppers are rotated, cookies of the previous one are good")
    void thePreviousPepperIsGoodToo() {
        SessionSigner rotated = new SessionSigner(OTHER, Optional.of(PEPPER));
        assertThat(rotated.handle(read(signer.sign(HANDLE)))).hasValue(HANDLE);
        assertThat(rotated.sign(HANDLE)).isNotEqualTo(signer.sign(HANDLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "gmqIZw8GAje_1m_z6yS5a1zH",
                "gmqIZw8GAje_1m_z6yS5a1zH.",
                "short.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D",
                "gmqIZw8GAje_1m_z6yS5a1zH.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "gmqIZw8GAje 1m_z6yS5a1zH.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D",
                "gmqIZw8GAje%001m_z6yS5a1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D",
            })
    @DisplayName("case 6: what is no cookie of ours is refused before it is hashed")
    void whatHasAnotherShapeIsNone(String value) {
        assertThat(SessionSigner.shapeOf(value)).isEmpty();
        assertThat(SessionSigner.shapeOf("x".repeat(100_000))).isEmpty();
    }
}
