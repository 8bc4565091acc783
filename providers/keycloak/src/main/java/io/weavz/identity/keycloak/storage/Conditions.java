package io.weavz.identity.keycloak.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The condition of a query that grows with each filter that is there, and its values. */
final class Conditions {

    private final List<String> texts = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();

    private Conditions() {}

    static Conditions of(String text, String name, Object value) {
        return new Conditions().and(text, name, Optional.of(value));
    }

    /** @param text names the value with a colon */
    Conditions and(String text, String name, Optional<?> value) {
        value.ifPresent(present -> {
            texts.add(text);
            values.put(name, present);
        });
        return this;
    }

    /** Another value of a condition that is there already. */
    Conditions with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    String text() {
        return String.join(" and ", texts);
    }

    Map<String, Object> values() {
        return values;
    }
}
