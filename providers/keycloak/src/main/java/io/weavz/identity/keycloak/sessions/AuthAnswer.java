package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.journey.LiveSessions;
import io.weavz.identity.keycloak.journey.SessionCookies;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.UserSessionModel;

/** Successful answers of {@code /api/auth}: plain JSON values, and the cookies that go with them. */
final class AuthAnswer {

    private static final Duration STATE_LIFE = Duration.ofSeconds(300);

    private final AuthCall call;
    private final Response.ResponseBuilder response;

    private AuthAnswer(AuthCall call, int status) {
        this.call = call;

        this.response = Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache");
    }

    static AuthAnswer ok(AuthCall call) {
        return new AuthAnswer(call, 200);
    }

    static Response nobody(AuthCall call) {
        return new AuthAnswer(call, 401).empty();
    }

    static Response json(AuthCall call, Object value) {
        return ok(call).body(value);
    }

    static Response redirect(AuthCall call, String address) {
        return new AuthAnswer(call, 302).location(address).empty();
    }

    static AuthAnswer redirecting(AuthCall call, String address) {
        return new AuthAnswer(call, 302).location(address);
    }

    /** An object from names and values in turn; a value may be null. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    AuthAnswer location(String address) {
        response.header(HttpHeaders.LOCATION, address);
        return this;
    }

    /** Sets the session's cookie; the browser keeps a remembered one as long as the session lives unused. */
    AuthAnswer signedIn(UserSessionModel session) {
        LiveSessions live = call.sessions();
        boolean remembered = session.isRememberMe();
        Optional<Duration> life = remembered ? Optional.of(live.idleTime(true)) : Optional.empty();
        cookie(cookies().set("session_token", signed(session.getId()), life));
        return remembered ? this : cookie(cookies().set("dont_remember", signed("true"), Optional.empty()));
    }

    AuthAnswer signedOut() {
        return cookie(cookies().remove("session_token"))
                .cookie(cookies().remove("session_data"))
                .cookie(cookies().remove("dont_remember"));
    }

    AuthAnswer state(String state) {
        return cookie(cookies().set("state", signed(state), Optional.of(STATE_LIFE)));
    }

    AuthAnswer withoutState() {
        return cookie(cookies().remove("state"));
    }

    private SessionCookies cookies() {
        return SessionCookies.of(call.keycloak());
    }

    private String signed(String value) {
        return call.journey().sessionSigner().sign(value);
    }

    private AuthAnswer cookie(String header) {
        response.header(HttpHeaders.SET_COOKIE, header);
        return this;
    }

    /** The body is the value itself; nothing is the literal {@code null}. */
    Response body(Object value) {
        return response.entity(Json.write(value)).build();
    }

    /** A body that is JSON already. */
    Response json(String text) {
        return response.entity(text).build();
    }

    Response empty() {
        return response.build();
    }
}
