package io.weavz.identity.keycloak.http;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Times in ISO 8601 with their offset, as clients write them. */
public final class Times {

    /** ISO 8601 has four digits for the year; more would be another format, and overflow in the end. */
    private static final int MAX_YEAR = 9999;

    private Times() {}

    /** @throws Problem if the parameter of the query is there and no such time */
    public static Optional<Instant> of(MultivaluedMap<String, String> query, String name) {
        return Optional.ofNullable(query.getFirst(name)).map(text -> read(name, text));
    }

    static Instant read(String field, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() > 0 && time.getYear() <= MAX_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw Problem.field(field, "must be a time in ISO 8601, such as 2030-01-31T12:00:00.000Z");
    }
}
