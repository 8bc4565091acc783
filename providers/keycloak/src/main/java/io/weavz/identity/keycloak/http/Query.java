package io.weavz.identity.keycloak.http;

import io.weavz.identity.access.registry.Slice;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The filters of a list, from the query of the request. An empty parameter is an absent one, as forms send it. */
public record Query(MultivaluedMap<String, String> parameters) {

    /** @throws Problem if it is longer, or has control characters */
    public Optional<String> text(String name, int max) {
        return Optional.ofNullable(parameters.getFirst(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> {
                    if (text.length() > max || text.chars().anyMatch(Character::isISOControl)) {
                        throw Problem.field(name, "must have at most " + max + " visible characters");
                    }
                    return text;
                });
    }

    /** @throws Problem if it is none of them */
    public <T extends Enum<T>> Optional<T> oneOf(String name, Class<T> type) {
        return text(name, 64)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(value -> value.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> Problem.field(
                                name,
                                Arrays.stream(type.getEnumConstants())
                                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ", "must be one of ", "")))));
    }

    /** @throws Problem if it is neither {@code true} nor {@code false} */
    public Optional<Boolean> flag(String name) {
        return text(name, 5).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.field(name, "must be true or false");
        });
    }

    /** @throws Problem if it is no time in ISO 8601 */
    public Optional<Instant> time(String name) {
        return text(name, 64).map(text -> Times.read(name, text));
    }

    public Slice slice() {
        return Slices.of(parameters);
    }
}
