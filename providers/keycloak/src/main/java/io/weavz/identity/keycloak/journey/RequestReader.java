package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.credential.CredentialReader;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.credential.RequestCredentials;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/** Takes the credential and the named organization out of a request's headers. */
public final class RequestReader {

    public static final String SERVICE_KEY = "X-Service-Key";
    public static final String ORGANIZATION = "X-Org-ID";

    /** RFC 9110, section 9.2.1. */
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private RequestReader() {}

    public static Reading read(KeycloakSession session) {
        HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
        return CredentialReader.read(new RequestCredentials(
                values(headers, HttpHeaders.AUTHORIZATION),
                values(headers, SERVICE_KEY),
                values(headers, ORGANIZATION),
                SessionCookies.of(session).sessionTokens(headers)));
    }

    /** The organization that the request names, as it came; the book knows which names can be one. */
    public static Optional<String> organization(HttpHeaders headers) {
        return values(headers, ORGANIZATION).stream().findFirst();
    }

    /** Whether a cookie may count in the request that this session serves. */
    public static boolean cookieMayCount(KeycloakSession session) {
        return cookieMayCount(session, session.getContext().getHttpRequest().getHttpMethod());
    }

    /**
     * Whether a cookie may count: nothing changes, or the page that sent the request is trusted.
     *
     * @param method of the request that the decision is about
     */
    public static boolean cookieMayCount(KeycloakSession session, String method) {
        return SAFE_METHODS.contains(method)
                || TrustedOrigins.of(session)
                        .sent(session.getContext().getHttpRequest().getHttpHeaders());
    }

    static List<String> values(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getRequestHeader(name)).orElse(List.of());
    }
}
