package io.weavz.identity.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
    private static JsonBody body(String json) {
        try {
            return JsonBody.of(Json.read(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void namesTheField(String field, ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.error()).isEqualTo(ApiError.VALIDATION_ERROR);
            assertThat(problem.details()).hasValue(Map.of("field", field));
            assertThat(problem.getMessage()).startsWith(field + " ");
        });
    }

    @Test
    void aFieldOfTheWrongTypeIsNamed() {
        JsonBody body = body("{\"a\":{\"b\":1},\"n\":1.5,\"l\":[1],\"s\":\"x\",\"big\":12345678901}");

        namesTheField("a", () -> body.text("a", 10));
        namesTheField("n", () -> body.integer("n", 0, 10));
        namesTheField("big", () -> body.integer("big", 0, 10));
        namesTheField("l", () -> body.texts("l", 10, 10));
        namesTheField("s", () -> body.bool("s"));
        namesTheField("s", () -> body.object("s"));
        namesTheField("s", () -> body.instant("s"));
        namesTheField("s", () -> body.texts("s", 10, 10));
        namesTheField("missing", () -> body.text("missing", 10));
        namesTheField("s", () -> body.oneOf("s", ApiError.class));
        namesTheField("s", () -> body.objects("s", 3));
        namesTheField("l", () -> body.objects("l", 3));
    }

    @Test
    void textHasVisibleCharactersAndALimit() {
        namesTheField("s", () -> body("{\"s\":\"\"}").text("s", 10));
        namesTheField("s", () -> body("{\"s\":\"   \"}").text("s", 10));
        namesTheField("s", () -> body("{\"s\":\"12345678901\"}").text("s", 10));
        namesTheField("s", () -> body("{\"s\":\"a\\u0000b\"}").text("s", 10));
        namesTheField("s", () -> body("{\"s\":\"a\\nb\"}").text("s", 10));
        assertThat(body("{\"s\":\" Zoë 東京 \"}").text("s", 10)).isEqualTo("Zoë 東京");
    }

    @Test
    void nullAndAbsentAreTheSame() {
        assertThat(body("{\"s\":null}").optionalText("s", 10)).isEmpty();
        assertThat(body("{}").optionalText("s", 10)).isEmpty();
        assertThat(body("{\"s\":null}").has("s")).isTrue();
    }

    @Test
    void aTimeLiesInTheFuture() {
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        namesTheField("t", () -> body("{\"t\":\"2030-01-01T00:00:00Z\"}").future("t", now));
        assertThat(body("{\"t\":\"2030-01-01T02:00:01+02:00\"}").future("t", now))
                .hasValue(now.plusSeconds(1));
    }

    @Test
    void listsHaveLimits() {
        namesTheField("l", () -> body("{\"l\":[\"a\",\"b\"]}").texts("l", 1, 10));
        assertThat(body("{\"l\":[\"a\",\"b\"]}").texts("l", 2, 10)).hasValue(List.of("a", "b"));
    }

    @Test
    void aDoubledFieldIsNoJson() {
        assertThatThrownBy(() -> Json.read("{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void answersKeepNullsAndMilliseconds() {
        record View(Optional<String> absent, Instant at) {}

        assertThat(Json.write(new View(Optional.empty(), Instant.parse("2030-01-01T00:00:00.5Z"))))
                .isEqualTo("{\"absent\":null,\"at\":\"2030-01-01T00:00:00.500Z\"}");
    }
}
