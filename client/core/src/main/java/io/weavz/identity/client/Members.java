package io.weavz.identity.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The members of a JSON object by type; one of another type is as if it were not there, or refused where it matters. */
record Members(Map<String, Object> values) {

    private static final long LATEST = 253_402_300_800L;

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** Whole seconds since 1970 (RFC 7519, section 2), up to the year 9999. */
    Optional<Instant> time(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .filter(seconds -> seconds >= 0 && seconds < LATEST)
                .map(Instant::ofEpochSecond);
    }

    /** One text or a list of texts, as {@code aud} may be; nothing else. */
    Optional<List<String>> texts(String name) {
        Object value = values.get(name);
        if (value instanceof String one) {
            return Optional.of(List.of(one));
        }
        return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? Optional.of(list.stream().map(String.class::cast).toList())
                : Optional.empty();
    }

    List<Members> objects(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().flatMap(Members::of).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Stream<Members> of(Object value) {
        return value instanceof Map<?, ?> map ? Stream.of(new Members((Map<String, Object>) map)) : Stream.empty();
    }
}
