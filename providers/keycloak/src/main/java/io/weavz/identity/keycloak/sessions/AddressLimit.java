package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.Settings;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How often one address may call {@code /api/auth} (rulings of the contract, section 1): 60 times a minute over all, 3
 * times in 10 seconds where a password can be tried, 3 times a minute where a mail is sent.
 */
final class AddressLimit {

    /** A realm may say otherwise than the option {@code rate-limits}. */
    private static final String REALM_ATTRIBUTE = "weavz.rate-limits";

    private static final int PER_MINUTE = 60;
    private static final int PER_ROUTE = 3;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PASSWORD_WINDOW = Duration.ofSeconds(10);
    private static final Pattern PASSWORD = Pattern.compile("/(sign-in|sign-up|change-password|change-email)(/.*)?");
    private static final Pattern MAIL =
            Pattern.compile("/(request-password-reset|send-verification-email|forget-password)(/.*)?");

    private AddressLimit() {}

    /**
     * @param path below {@code /api/auth}
     * @throws WebApplicationException 429 with {@code X-Retry-After}, as better-auth answers it
     */
    static void check(KeycloakSession session, String path) {
        Journey journey = Journey.of(session);
        Settings settings = journey.settings();
        if (!isOn(session.getContext().getRealm(), settings)) {
            return;
        }
        String realm = session.getContext().getRealm().getId();
        String address = ClientAddress.of(
                session.getContext().getConnection().getRemoteAddr(),
                session.getContext().getHttpRequest().getHttpHeaders(),
                settings.proxyHops());
        if (PASSWORD.matcher(path).matches()) {
            count(journey, address, realm + path, PER_ROUTE, PASSWORD_WINDOW);
        } else if (MAIL.matcher(path).matches()) {
            count(journey, address, realm + path, PER_ROUTE, MINUTE);
        }
        count(journey, address, realm, PER_MINUTE, MINUTE);
    }

    private static boolean isOn(RealmModel realm, Settings settings) {
        String ofRealm = realm.getAttribute(REALM_ATTRIBUTE);
        return ofRealm == null ? settings.rateLimits() : Boolean.parseBoolean(ofRealm);
    }

    private static void count(Journey journey, String address, String what, int limit, Duration window) {
        journey.addressLimits().exceeded(address, what, limit, window).ifPresent(rest -> {
            long seconds = Math.max(1, (rest.toMillis() + 999) / 1000);
            throw new WebApplicationException(Response.status(429)
                    .type("text/plain")
                    .header("X-Retry-After", seconds)
                    .header("Retry-After", seconds)
                    .header("Cache-Control", "no-store")
                    .entity(Json.write(Map.of("message", "Too many requests. Please try again later.")))
                    .build());
        });
    }
}
