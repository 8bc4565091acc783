package io.weavz.identity.keycloak.journey;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.UserModel;

/**
 * Keycloak has a first and a last name; the wire has one.
 *
 * @param first everything before the last space
 * @param last what comes after it; nothing for a name of one word
 */
public record PersonName(String first, Optional<String> last) {

    public static PersonName parse(String name) {
        int space = name.lastIndexOf(' ');
        return space < 0
                ? new PersonName(name, Optional.empty())
                : new PersonName(name.substring(0, space).strip(), Optional.of(name.substring(space + 1)));
    }

    /** The name as it is shown once an account has it. */
    public String text() {
        return last.map(word -> first + " " + word).orElse(first);
    }

    public static Optional<String> of(UserModel user) {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
