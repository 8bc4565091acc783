package io.weavz.identity.keycloak.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.weavz.identity.access.issue.NewSecret;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * JSON as the contract writes it: times in ISO 8601 with milliseconds and {@code Z}, absent values as {@code null},
 * a new secret as its text. This is the only place where JSON comes to show a secret.
 */
public final class Json {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule()
                    .addSerializer(
                            Instant.class, writing(Instant.class, (time, out) -> out.writeString(TIME.format(time))))
                    .addSerializer(
                            NewSecret.class,
                            writing(NewSecret.class, (secret, out) -> out.writeString(secret.revealOnce())))
                    .addSerializer(new OptionalSerializer()))
            .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer of ours is always JSON", e);
        }
    }

    /** @throws IOException if the text is not JSON */
    public static JsonNode read(byte[] text) throws IOException {
        return MAPPER.readTree(text);
    }

    /** JSON that we stored ourselves. */
    public static JsonNode stored(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored JSON is always JSON", e);
        }
    }

    private interface Write<T> {
        void to(T value, JsonGenerator out) throws IOException;
    }

    private static <T> JsonSerializer<T> writing(Class<T> type, Write<T> write) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                write.to(value, out);
            }

            @Override
            public Class<T> handledType() {
                return type;
            }
        };
    }

    private static final class OptionalSerializer extends StdSerializer<Optional<?>> {

        private static final long serialVersionUID = 1L;

        OptionalSerializer() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(value.orElse(null), out);
        }
    }
}
