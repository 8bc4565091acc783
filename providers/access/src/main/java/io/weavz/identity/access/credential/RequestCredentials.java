package io.weavz.identity.access.credential;

import java.util.List;

/**
 * The places of a request in which a credential may stand, each with all its values, in the order they came.
 *
 * @param authorization the values of {@code Authorization}
 * @param serviceKey the values of {@code X-Service-Key}
 * @param organization the values of {@code X-Org-ID}, ids or slugs
 * @param sessionCookies the values of the session cookie, as they stand in {@code Cookie}
 */
public record RequestCredentials(
        List<String> authorization, List<String> serviceKey, List<String> organization, List<String> sessionCookies) {

    /** A request that carries nothing but this bearer token. */
    public static RequestCredentials bearer(String token) {
        return new RequestCredentials(List.of("Bearer " + token), List.of(), List.of(), List.of());
    }
}
