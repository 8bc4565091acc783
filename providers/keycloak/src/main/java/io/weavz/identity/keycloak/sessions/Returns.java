package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.access.credential.SessionSigner;
import io.weavz.identity.keycloak.journey.RequestHeaders;
import io.weavz.identity.keycloak.journey.SessionCookies;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a browser that was sent away comes back to. The state (RFC 6749, section 10.12) is good once, for five minutes,
 * and only in the browser that has its cookie.
 */
final class Returns {

    /**
     * @param provider at whose callback the browser must come back
     * @param linksTo the session that asked to link an account; absent for a sign-in
     */
    record Target(
            String provider,
            Optional<String> callback,
            Optional<String> error,
            Optional<String> newUser,
            Optional<String> linksTo,
            Instant since) {

        /** A sign-in that leads there. */
        static Target to(String provider, Optional<String> callback, Instant since) {
            return new Target(provider, callback, Optional.empty(), Optional.empty(), Optional.empty(), since);
        }
    }

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String KEY = "weavz.return.";

    private final AuthCall call;

    Returns(AuthCall call) {
        this.call = call;
    }

    String keep(Target target) {
        String state = call.journey().issuer().newHandle();
        Map<String, String> notes = new HashMap<>();
        notes.put("provider", target.provider());
        notes.put("since", target.since().toString());
        target.callback().ifPresent(address -> notes.put("callback", address));
        target.error().ifPresent(address -> notes.put("error", address));
        target.newUser().ifPresent(address -> notes.put("newUser", address));
        target.linksTo().ifPresent(session -> notes.put("linksTo", session));
        call.keycloak().singleUseObjects().put(key(state), LIFE.toSeconds(), notes);
        return state;
    }

    /** The target of this state, once: unknown, used, late, of another browser or of another provider is nothing. */
    Optional<Target> take(String provider, String state) {
        if (!state.matches("[0-9A-Za-z]{32}") || !isOfThisBrowser(state)) {
            return Optional.empty();
        }
        return Optional.ofNullable(call.keycloak().singleUseObjects().remove(key(state)))
                .filter(notes -> provider.equals(notes.get("provider")))
                .map(notes -> new Target(
                        provider,
                        Optional.ofNullable(notes.get("callback")),
                        Optional.ofNullable(notes.get("error")),
                        Optional.ofNullable(notes.get("newUser")),
                        Optional.ofNullable(notes.get("linksTo")),
                        Instant.parse(notes.get("since"))));
    }

    private boolean isOfThisBrowser(String state) {
        List<String> cookies = SessionCookies.of(call.keycloak()).values(RequestHeaders.of(call.headers()), "state");
        return cookies.size() == 1
                && SessionSigner.shapeOf(cookies.get(0))
                        .flatMap(call.journey().sessionSigner()::handle)
                        .filter(state::equals)
                        .isPresent();
    }

    private String key(String state) {
        return KEY + call.realm().getId() + "." + state;
    }
}
