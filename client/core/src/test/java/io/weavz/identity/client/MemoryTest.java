package io.weavz.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private final MemoryKeys keys = new MemoryKeys();

    private MemoryKey key(String name) {
        return keys.of(List.of(name));
    }

    @Test
    void anAnswerCountsUntilItsEndAndNotAtIt() {
        Memory<String> memory = new Memory<>(100);
        memory.put(key("a"), "answer", 10);

        assertThat(memory.get(key("a"), 9)).hasValue("answer");
        assertThat(memory.get(key("a"), 10)).isEmpty();
        assertThat(memory.get(key("b"), 9)).isEmpty();
    }

    @Test
    void itNeverGrowsAndKeepsAsManyAsItSays() {
        Memory<Integer> memory = new Memory<>(1000);
        IntStream.range(0, 100_000).forEach(i -> memory.put(key("k" + i), i, i));
        assertThat(memory.places()).isBetween(1000, 2048);

        Memory<Integer> half = new Memory<>(2000);
        IntStream.range(0, 1000).forEach(i -> half.put(key("k" + i), i, 1));
        assertThat(IntStream.range(0, 1000)
                        .filter(i -> half.get(key("k" + i), 0).isPresent()))
                .hasSizeGreaterThan(980);
    }

    @Test
    void aNewAnswerReplacesTheOldOne() {
        Memory<String> memory = new Memory<>(1);
        memory.put(key("a"), "granted", 100);
        memory.put(key("a"), "refused", 50);
        assertThat(memory.get(key("a"), 1)).hasValue("refused");
    }

    @Test
    void keysOfTwoMemoriesDifferAndTheirPartsDoNotMeet() {
        assertThat(key("a")).isEqualTo(key("a")).isNotEqualTo(new MemoryKeys().of(List.of("a")));
        assertThat(keys.of(List.of("ab", "c"))).isNotEqualTo(keys.of(List.of("a", "bc")));
    }
}
