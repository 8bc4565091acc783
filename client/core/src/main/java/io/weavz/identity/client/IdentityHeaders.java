package io.weavz.identity.client;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the ten {@code X-Weavz-*} headers of an answer of the verify door. */
final class IdentityHeaders {

    private final Function<String, List<String>> headers;
    private boolean complete = true;

    private IdentityHeaders(Function<String, List<String>> headers) {
        this.headers = headers;
    }

    /** The caller, if the set is complete: each header once, and those filled that every caller has. */
    static Optional<Caller> caller(Function<String, List<String>> headers) {
        try {
            return new IdentityHeaders(headers).caller();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Caller> caller() {
        Caller caller = new Caller(
                filled("Org-Id"),
                filled("Org-Slug"),
                filled("Plan"),
                filled("Subject"),
                filled("Auth-Method"),
                filled("Credential-Id"),
                divided("Project-Ids", ","),
                divided("Scopes", " "),
                optional("End-User-Id"),
                optional("Mcp-Server-Id"));
        return complete ? Optional.of(caller) : Optional.empty();
    }

    private String filled(String name) {
        String value = value(name);
        complete &= !value.isEmpty();
        return decoded(value);
    }

    private Optional<String> optional(String name) {
        return Optional.of(decoded(value(name))).filter(text -> !text.isEmpty());
    }

    private Set<String> divided(String name, String divider) {
        String value = value(name);
        return value.isEmpty() ? Set.of() : Set.copyOf(List.of(value.split(divider)));
    }

    private String value(String name) {
        List<String> values = headers.apply("X-Weavz-" + name);
        complete &= values.size() == 1;
        return values.isEmpty() ? "" : values.get(0);
    }

    /** RFC 3986: a plus stands for itself. */
    private static String decoded(String value) {
        return value.indexOf('%') < 0 ? value : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
