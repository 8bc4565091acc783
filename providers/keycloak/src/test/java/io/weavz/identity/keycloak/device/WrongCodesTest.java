package io.weavz.identity.keycloak.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How many wrong user codes an address may try. */
class WrongCodesTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final WrongCodes wrong = new WrongCodes();

    private void add(String address, int times) {
        for (int i = 0; i < times; i++) {
            wrong.add(address, START.plusSeconds(i));
        }
    }

    @Test
    @DisplayName("case 54: after ten wrong codes an address waits until its minute is over, and no other does")
    void tenWrongCodesAreEnough() {
        add("a", WrongCodes.MOST - 1);
        assertThat(wrong.mayTry("a", START.plusSeconds(20))).isTrue();
        add("a", 1);
        assertThat(wrong.mayTry("a", START.plusSeconds(20))).isFalse();
        assertThat(wrong.mayTry("b", START.plusSeconds(20))).isTrue();
        assertThat(wrong.mayTry("a", START.plusSeconds(59))).isFalse();
        assertThat(wrong.mayTry("a", START.plusSeconds(60))).isTrue();
    }

    @Test
    void aNewMinuteStartsFromOne() {
        add("a", WrongCodes.MOST);
        wrong.add("a", START.plusSeconds(61));
        assertThat(wrong.mayTry("a", START.plusSeconds(62))).isTrue();
    }

    @Test
    @DisplayName("case 54: a flood of addresses takes no more than its share of the memory")
    void theOldestAddressIsForgotten() {
        add("victim", WrongCodes.MOST);
        for (int i = 0; i < 10_000; i++) {
            wrong.add("flood-" + i, START);
        }
        assertThat(wrong.mayTry("victim", START.plusSeconds(20))).isTrue();
        assertThat(wrong.mayTry("flood-9999", START)).isTrue();
    }
}
