package io.weavz.identity.keycloak.http;

import io.weavz.identity.access.registry.Slice;
import jakarta.ws.rs.core.MultivaluedMap;

/** Paging as the contract has it: {@code limit} 50 by default and 100 at most, {@code offset} from 0. */
public final class Slices {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    private Slices() {}

    public static Slice of(MultivaluedMap<String, String> query) {
        return of(query, DEFAULT_LIMIT, MAX_LIMIT);
    }

    /** For rows that are smaller and more than the contract's objects. */
    public static Slice of(MultivaluedMap<String, String> query, int defaultLimit, int maxLimit) {
        return new Slice(
                number(query, "limit", defaultLimit, 1, maxLimit),
                number(query, "offset", 0, 0, Integer.MAX_VALUE),
                Boolean.parseBoolean(query.getFirst("includeSuspended")));
    }

    private static int number(MultivaluedMap<String, String> query, String name, int fallback, int min, int max) {
        String text = query.getFirst(name);
        if (text == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min) {
                return Math.min(number, max);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Problem.field(name, "must be a whole number from " + min);
    }
}
