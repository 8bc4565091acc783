package io.weavz.identity.keycloak.journey;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.BrowserSecurityHeaders;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * What a door must know of its realm before it reads a request and when it answers one. It depends on the realm and on
 * the address under which the client reached the server, and on nothing else.
 *
 * @param issuer of the tokens that are minted here
 * @param securityHeaders what the realm adds to every answer that is no page
 * @param limitsRates whether requests are limited by organization and key
 */
public record DoorContext(
        String realmId,
        SessionCookies cookies,
        TrustedOrigins origins,
        PublicUrls urls,
        String issuer,
        Map<String, String> securityHeaders,
        boolean limitsRates) {

    public static DoorContext of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        return new DoorContext(
                realm.getId(),
                SessionCookies.of(session),
                TrustedOrigins.of(session),
                PublicUrls.of(session),
                MintedToken.issuer(session),
                securityHeaders(realm),
                Journey.of(session).settings().limitRates(realm));
    }

    private static Map<String, String> securityHeaders(RealmModel realm) {
        Map<String, String> headers = new LinkedHashMap<>();
        Arrays.stream(BrowserSecurityHeaders.values())
                .filter(header -> header != BrowserSecurityHeaders.CONTENT_SECURITY_POLICY
                        && header != BrowserSecurityHeaders.CONTENT_SECURITY_POLICY_REPORT_ONLY)
                .forEach(header -> {
                    String value = realm.getBrowserSecurityHeaders().get(header.getKey());
                    if (value != null && !value.isEmpty()) {
                        headers.put(header.getHeaderName(), value);
                    }
                });
        return headers;
    }
}
