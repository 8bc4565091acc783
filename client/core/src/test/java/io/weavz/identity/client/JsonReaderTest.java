package io.weavz.identity.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void everyKindOfValueIsRead() {
        assertThat(
                        JsonReader.object(
                                " {\"t\":\"a\\u00e9\\n\\\"\",\"n\":12,\"d\":-1.5e2,\"b\":true,\"x\":null,\"l\":[1,[]],\"o\":{}} "))
                .isEqualTo(Map.of(
                        "t", "aé\n\"", "n", 12L, "d", -150.0, "b", true, "l", List.of(1L, List.of()), "o", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"a\"",
                "{",
                "{}x",
                "{\"a\":1,\"a\":1}",
                "{\"a\":null,\"a\":1}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u٠٠٠٠\"}",
                "{\"a\":\"b",
                "{\"a\":[[[[[[[[[[]]]]]]]]]]}"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.object(text));
    }
}
