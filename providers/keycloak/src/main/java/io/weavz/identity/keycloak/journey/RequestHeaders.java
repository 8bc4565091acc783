package io.weavz.identity.keycloak.journey;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** The headers of a request, whoever reads them: all values of a name, in the order they came, or none. */
@FunctionalInterface
public interface RequestHeaders {

    List<String> values(String name);

    static RequestHeaders of(HttpHeaders headers) {
        return name -> Optional.ofNullable(headers.getRequestHeader(name)).orElse(List.of());
    }
}
