package io.weavz.identity.keycloak.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON object of a request, read field by field. Unknown fields are ignored; a field of the wrong type is a
 * {@code VALIDATION_ERROR} that names it. An empty body is an empty object.
 */
public final class JsonBody {

    /** Longer bodies are not read to their end. */
    public static final int MAX_BYTES = 64 * 1024;

    private final JsonNode object;

    private JsonBody(JsonNode object) {
        this.object = object;
    }

    public static JsonBody of(JsonNode object) {
        return new JsonBody(object);
    }

    /** @throws Problem 413, 415 or 400 {@code INVALID_JSON} */
    public static JsonBody read(HttpHeaders headers, InputStream stream) {
        byte[] bytes = bytes(stream);
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        // The server reads forms itself, and leaves an empty stream of them.
        boolean empty = bytes.length == 0 && (type == null || !isForm(type));
        if (empty) {
            return new JsonBody(JsonNodeFactory.instance.objectNode());
        }
        if (type == null || !isJson(type)) {
            throw Problem.of(ApiError.UNSUPPORTED_MEDIA_TYPE);
        }
        return new JsonBody(object(bytes));
    }

    /**
     * Any JSON, which need not be an object; absent where the text is none.
     *
     * @throws Problem 413 or 415
     */
    public static Optional<JsonNode> any(HttpHeaders headers, InputStream stream) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null || !isJson(type)) {
            throw Problem.of(ApiError.UNSUPPORTED_MEDIA_TYPE);
        }
        try {
            return Optional.ofNullable(Json.read(bytes(stream))).filter(node -> !node.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(InputStream stream) {
        if (stream == null) {
            return new byte[0];
        }
        try {
            byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw Problem.of(ApiError.PAYLOAD_TOO_LARGE);
            }
            return bytes;
        } catch (IOException e) {
            throw Problem.of(ApiError.INVALID_JSON);
        }
    }

    private static boolean isJson(String type) {
        return mediaType(type).equals("application/json");
    }

    private static boolean isForm(String type) {
        return mediaType(type).equals("application/x-www-form-urlencoded")
                || mediaType(type).equals("multipart/form-data");
    }

    private static String mediaType(String header) {
        return header.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    private static JsonNode object(byte[] bytes) {
        try {
            JsonNode node = Json.read(bytes);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            // Said below: whatever is wrong with the text, the answer is the same.
        }
        throw Problem.of(ApiError.INVALID_JSON);
    }

    public boolean has(String field) {
        return object.has(field);
    }

    public boolean isText(String field) {
        return object.path(field).isTextual();
    }

    public boolean hasAny(String... fields) {
        for (String field : fields) {
            if (has(field)) {
                return true;
            }
        }
        return false;
    }

    /** Visible text of 1 to {@code max} characters. */
    public String text(String field, int max) {
        return optionalText(field, max).orElseThrow(() -> Problem.field(field, "is required"));
    }

    public Optional<String> optionalText(String field, int max) {
        return present(field).map(node -> {
            if (!node.isTextual()) {
                throw Problem.field(field, "must be a string");
            }
            return visible(field, node.textValue(), max);
        });
    }

    private static String visible(String field, String text, int max) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > max) {
            throw Problem.field(field, "must have 1 to " + max + " characters");
        }
        if (trimmed.codePoints().anyMatch(JsonBody::isInvisible)) {
            throw Problem.field(field, "must not have control characters");
        }
        return trimmed;
    }

    /** Half of a surrogate pair is no character either, and no database keeps it. */
    private static boolean isInvisible(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Text as it came, nothing trimmed: a password may be anything. */
    public String rawText(String field) {
        return present(field)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> Problem.field(field, "must be a string"));
    }

    public boolean isObject(String field) {
        return object.path(field).isObject();
    }

    public boolean isNull(String field) {
        return object.path(field).isNull();
    }

    /** A string, or a list of strings, as a list. */
    public Optional<List<String>> textOrTexts(String field, int maxItems, int maxLength) {
        return isText(field) ? optionalText(field, maxLength).map(List::of) : texts(field, maxItems, maxLength);
    }

    public Optional<Boolean> bool(String field) {
        return present(field).map(node -> {
            if (!node.isBoolean()) {
                throw Problem.field(field, "must be true or false");
            }
            return node.booleanValue();
        });
    }

    public Optional<Integer> integer(String field, int min, int max) {
        return present(field).map(node -> {
            if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < min || node.intValue() > max) {
                throw Problem.field(field, "must be a whole number from " + min + " to " + max);
            }
            return node.intValue();
        });
    }

    /** A time in ISO 8601 with its offset. */
    public Optional<Instant> instant(String field) {
        return present(field).map(node -> Times.read(field, node.isTextual() ? node.textValue() : ""));
    }

    /** A time that lies after {@code now}. */
    public Optional<Instant> future(String field, Instant now) {
        Optional<Instant> time = instant(field);
        if (time.isPresent() && !time.get().isAfter(now)) {
            throw Problem.field(field, "must lie in the future");
        }
        return time;
    }

    public Optional<List<String>> texts(String field, int maxItems, int maxLength) {
        return present(field).map(node -> {
            if (!node.isArray() || node.size() > maxItems) {
                throw Problem.field(field, "must be a list of at most " + maxItems + " strings");
            }
            List<String> items = new ArrayList<>();
            for (JsonNode item : node) {
                if (!item.isTextual()) {
                    throw Problem.field(field, "must be a list of strings");
                }
                items.add(visible(field, item.textValue(), maxLength));
            }
            return items;
        });
    }

    public Optional<JsonBody> object(String field) {
        return present(field).map(node -> {
            if (!node.isObject()) {
                throw Problem.field(field, "must be an object");
            }
            return new JsonBody(node);
        });
    }

    /** The whole object, if each of its fields is a list of strings. */
    public Map<String, List<String>> mapOfTexts(int maxItems, int maxLength) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        object.fieldNames()
                .forEachRemaining(field ->
                        map.put(field, texts(field, maxItems, maxLength).orElse(List.of())));
        return map;
    }

    public List<JsonBody> objects(String field, int maxItems) {
        JsonNode node = present(field).orElseThrow(() -> Problem.field(field, "is required"));
        if (!node.isArray() || node.isEmpty() || node.size() > maxItems) {
            throw Problem.field(field, "must be a list of 1 to " + maxItems + " objects");
        }
        List<JsonBody> items = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isObject()) {
                throw Problem.field(field, "must be a list of objects");
            }
            items.add(new JsonBody(item));
        }
        return items;
    }

    /** One of the names of an enumeration, in its wire spelling. */
    public <T extends Enum<T>> Optional<T> oneOf(String field, Class<T> type) {
        return optionalText(field, 64).map(text -> {
            for (T value : type.getEnumConstants()) {
                if (value.name().equalsIgnoreCase(text)) {
                    return value;
                }
            }
            throw Problem.field(field, "must be one of " + String.join(", ", names(type)));
        });
    }

    private static <T extends Enum<T>> List<String> names(Class<T> type) {
        List<String> names = new ArrayList<>();
        for (T value : type.getEnumConstants()) {
            names.add(value.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    public String toJson() {
        return object.toString();
    }

    private Optional<JsonNode> present(String field) {
        return Optional.ofNullable(object.get(field)).filter(node -> !node.isNull());
    }
}
