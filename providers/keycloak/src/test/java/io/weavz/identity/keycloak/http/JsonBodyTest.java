package io.weavz.identity.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.Fingerprint;
import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.issue.NewSecret;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jboss.resteasy.specimpl.ResteasyHttpHeaders;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static JsonBody read(String type, byte[] bytes) {
        MultivaluedHashMap<String, String> headers = new MultivaluedHashMap<>();
        if (!type.isEmpty()) {
            headers.putSingle("Content-Type", type);
        }
        return JsonBody.read(new ResteasyHttpHeaders(headers), new ByteArrayInputStream(bytes));
    }

    private static void isRefused(ApiError error, String type, String body) {
        assertThatThrownBy(() -> read(type, body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.error()).isEqualTo(error));
    }

    @Test
    void unknownFieldsAreIgnored() {
        JsonBody body =
                read("application/json", "{\"id\":1,\"name\":\"x\",\"owner\":{}}".getBytes(StandardCharsets.UTF_8));
        assertThat(body.text("name", 10)).isEqualTo("x");
    }

    @Test
    void anEmptyBodyIsAnEmptyObjectOfAnyType() {
        assertThat(read("", new byte[0]).toJson()).isEqualTo("{}");
        assertThat(JsonBody.read(new ResteasyHttpHeaders(new MultivaluedHashMap<>()), null)
                        .toJson())
                .isEqualTo("{}");
    }

    @Test
    @DisplayName("case 7: a body has at most 64 kB, to the byte")
    void aBodyHasAtMostSixtyFourKilobytes() {
        String longest = "{\"s\":\"" + "x".repeat(JsonBody.MAX_BYTES - 8) + "\"}";
        assertThat(longest).hasSize(64 * 1024);
        assertThat(read("application/json", longest.getBytes(StandardCharsets.UTF_8))
                        .has("s"))
                .isTrue();
        isRefused(ApiError.PAYLOAD_TOO_LARGE, "application/json", longest + " ");
        isRefused(ApiError.PAYLOAD_TOO_LARGE, "text/plain", " ".repeat(1 << 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "1",
                "\"x\"",
                "{",
                "{} {}",
                "{}x",
                "{a:1}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "/**/{}",
                " ",
            })
    void whatIsNoObjectIsNoJson(String text) {
        isRefused(ApiError.INVALID_JSON, "application/json", text);
    }

    @Test
    void whatIsNestedTooDeepIsNoJson() {
        isRefused(ApiError.INVALID_JSON, "application/json", "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}");
    }

    @Test
    @DisplayName("case 43: only application/json is read")
    void onlyJsonIsRead() {
        for (String type :
                List.of("", "text/plain", "application/x-www-form-urlencoded", "application/jsonx", "text/json", ";")) {
            isRefused(ApiError.UNSUPPORTED_MEDIA_TYPE, type, "{}");
        }
        for (String type : List.of("application/json", "Application/JSON", "application/json; charset=utf-8")) {
            assertThat(read(type, "{}".getBytes(StandardCharsets.UTF_8)).toJson())
                    .isEqualTo("{}");
        }
    }

    @Test
    void aTimeHasItsOffset() {
        for (String time : List.of("2030-01-01", "2030-01-01T00:00:00", "2030-02-30T00:00:00Z", "1893456000", "")) {
            namesTheField("t", () -> body("{\"t\":\"" + time + "\"}").instant("t"));
        }
        namesTheField("t", () -> body("{\"t\":1893456000}").instant("t"));
    }

    @Test
    void numbersHaveTheirLimits() {
        assertThat(body("{\"n\":0}").integer("n", 0, 10)).hasValue(0);
        assertThat(body("{\"n\":10}").integer("n", 0, 10)).hasValue(10);
        for (String number : List.of("-1", "11", "1.0", "1e1", "\"1\"", "true", "[1]")) {
            namesTheField("n", () -> body("{\"n\":" + number + "}").integer("n", 0, 10));
        }
    }

    @Test
    @DisplayName("case 49: a new secret is JSON once and text never")
    void aNewSecretIsItsTextInJsonAlone() {
        NewSecret secret = new NewSecret(
                Secret.of("wvz_text"), CredentialFormat.WEAVZ, new Fingerprint("pepper", "hex"), "wvz_text");

        assertThat(Json.write(Map.of("plainKey", secret))).isEqualTo("{\"plainKey\":\"wvz_text\"}");
    }
}
