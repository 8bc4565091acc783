package io.weavz.identity.it.gateways;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A request as it came through a gateway.
 *
 * @param target the path and the query, byte by byte
 * @param headers in order, names as they were sent
 */
record Arrival(String method, String target, List<Header> headers, String body) {
    /** One line of the head. */
    record Header(String name, String value) {}

    Optional<String> header(String name) {
        return values(name).findFirst();
    }

    boolean names(String name) {
        return values(name).findAny().isPresent();
    }

    Stream<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value);
    }

    /**
     * What an API may take for statements of ours: every header whose name reads as one of {@code X-Weavz-}, also with
     * other marks between the words. Empty ones say nothing.
     */
    Map<String, List<String>> statements() {
        Map<String, List<String>> statements = new TreeMap<>();
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT).strip().replaceAll("[^a-z0-9]", "-");
            if (name.startsWith("x-weavz-") && !header.value().isEmpty()) {
                statements.computeIfAbsent(name, first -> new ArrayList<>()).add(header.value());
            }
        }
        return statements;
    }
}
