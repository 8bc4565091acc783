package io.weavz.identity.keycloak.http;

import io.weavz.identity.access.credential.CredentialReader;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.credential.RequestCredentials;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** Takes the credential and the named organization out of a request's headers. */
public final class RequestReader {

    public static final String SERVICE_KEY = "X-Service-Key";
    public static final String ORGANIZATION = "X-Org-ID";

    private RequestReader() {}

    public static Reading read(HttpHeaders headers) {
        return CredentialReader.read(new RequestCredentials(
                values(headers, HttpHeaders.AUTHORIZATION),
                values(headers, SERVICE_KEY),
                values(headers, ORGANIZATION)));
    }

    /** The organization that the request names, as it came; the book knows which names can be one. */
    public static Optional<String> organization(HttpHeaders headers) {
        return values(headers, ORGANIZATION).stream().findFirst();
    }

    private static List<String> values(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getRequestHeader(name)).orElse(List.of());
    }
}
