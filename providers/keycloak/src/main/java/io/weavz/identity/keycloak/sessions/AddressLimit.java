package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.journey.Journey;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How often one address may call {@code /api/auth} (contract, section 1, and better-auth 1.4): 60 times a minute over all,
 * 3 times in 10 seconds where a password can be tried, 3 times a minute where a mail is sent. Each is counted where the
 * route begins, so that no other spelling of a path has a count of its own.
 */
final class AddressLimit {

    private static final int PER_MINUTE = 60;
    private static final int PER_ROUTE = 3;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PASSWORD_WINDOW = Duration.ofSeconds(10);
    private static final Duration RECIPIENT_WINDOW = Duration.ofMinutes(5);

    private final KeycloakSession session;
    private final Journey journey;

    private AddressLimit(KeycloakSession session) {
        this.session = session;
        this.journey = Journey.of(session);
    }

    static AddressLimit of(KeycloakSession session) {
        return new AddressLimit(session);
    }

    void request() {
        count(this::address, "", PER_MINUTE, MINUTE);
    }

    void password(String route) {
        count(this::address, route, PER_ROUTE, PASSWORD_WINDOW);
    }

    void mail(String route) {
        count(this::address, route, PER_ROUTE, MINUTE);
    }

    /** Whoever sends them, from wherever: nobody gets more than three invitations in five minutes. */
    void recipient(String email) {
        count(() -> email, "recipient", PER_ROUTE, RECIPIENT_WINDOW);
    }

    private String address() {
        return ClientAddress.of(
                session.getContext().getConnection().getRemoteAddr(),
                session.getContext().getHttpRequest().getHttpHeaders(),
                journey.settings().proxyHops());
    }

    /** @throws WebApplicationException 429 with {@code X-Retry-After}, as better-auth answers it */
    private void count(Supplier<String> who, String what, int limit, Duration window) {
        RealmModel realm = session.getContext().getRealm();
        if (journey.settings().limitRates(realm)) {
            journey.addressLimits()
                    .exceeded(who.get(), realm.getId() + " " + what, limit, window)
                    .ifPresent(rest -> {
                        // An answer commits by itself, and something may be written already.
                        session.getTransactionManager().setRollbackOnly();
                        throw new WebApplicationException(tooMany((rest.toMillis() + 999) / 1000));
                    });
        }
    }

    private static Response tooMany(long seconds) {
        return Response.status(429)
                .type("text/plain")
                .header("X-Retry-After", seconds)
                .header("Retry-After", seconds)
                .header("Cache-Control", "no-store")
                .entity(Json.write(Map.of("message", "Too many requests. Please try again later.")))
                .build();
    }
}
