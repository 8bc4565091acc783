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
        return read(
                RequestHeaders.of(session.getContext().getHttpRequest().getHttpHeaders()), SessionCookies.of(session));
    }

    public static Reading read(RequestHeaders headers, SessionCookies cookies) {
        return CredentialReader.read(new RequestCredentials(
                headers.values("Authorization"),
                headers.values(SERVICE_KEY),
                headers.values(ORGANIZATION),
                cookies.sessionTokens(headers)));
    }

    /** The organization that the request names, as it came; the book knows which names can be one. */
    public static Optional<String> organization(HttpHeaders headers) {
        return organization(RequestHeaders.of(headers));
    }

    public static Optional<String> organization(RequestHeaders headers) {
        List<String> named = headers.values(ORGANIZATION);
        return named.isEmpty() ? Optional.empty() : Optional.of(named.get(0));
    }

    /** Whether a cookie may count in the request that this session serves. */
    public static boolean cookieMayCount(KeycloakSession session) {
        return isSafe(session.getContext().getHttpRequest().getHttpMethod())
                || TrustedOrigins.of(session)
                        .sent(RequestHeaders.of(
                                session.getContext().getHttpRequest().getHttpHeaders()));
    }

    /**
     * Whether a cookie may count: nothing changes, or the page that sent the request is trusted.
     *
     * @param method of the request that the decision is about
     */
    public static boolean cookieMayCount(DoorContext door, RequestHeaders headers, String method) {
        return isSafe(method) || door.origins().sent(headers);
    }

    private static boolean isSafe(String method) {
        return SAFE_METHODS.contains(method);
    }
}
