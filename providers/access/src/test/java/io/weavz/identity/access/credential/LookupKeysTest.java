package io.weavz.identity.access.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LookupKeysTest {
    private final LookupKeys keys = new LookupKeys(new byte[] {1});

    @Test
    void theSameTextHasTheSameKey() {
        assertThat(keys.of("realm", Secret.of("wvz_1"))).isEqualTo(keys.of("realm", Secret.of("wvz_1")));
    }

    @Test
    @DisplayName("case 39: another realm, another kind or another process has another key")
    void nothingMeetsThatIsNotTheSame() {
        LookupKey key = keys.of("a", "b", "c");

        assertThat(keys.of("a", "c", "b")).isNotEqualTo(key);
        assertThat(keys.of("ab", "", "c")).isNotEqualTo(key);
        assertThat(keys.of("a", "bc", "")).isNotEqualTo(key);
        assertThat(new LookupKeys(new byte[] {2}).of("a", "b", "c")).isNotEqualTo(key);
        assertThat(keys.of("realm", Secret.of("wvz_1"))).isNotEqualTo(keys.of("other", Secret.of("wvz_1")));
    }

    @Test
    void textsOfEveryLengthAndAlphabetDiffer() {
        Set<LookupKey> seen = new HashSet<>();
        for (int length = 0; length < 600; length++) {
            assertThat(seen.add(keys.of("a", "b", "x".repeat(length)))).isTrue();
            assertThat(seen.add(keys.of("a", "b", "ü".repeat(length) + "\0"))).isTrue();
        }
    }
}
