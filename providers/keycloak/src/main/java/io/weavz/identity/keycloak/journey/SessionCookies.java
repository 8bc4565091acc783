package io.weavz.identity.keycloak.journey;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/**
 * The cookies of {@code /api/auth}: their names, how they are read and how they are set (RFC 6265). The realm at the
 * root has better-auth's names; another realm adds its own name, so that two realms of a server do not disturb each
 * other. Over HTTPS names begin with {@code __Secure-}.
 */
public final class SessionCookies {

    private static final String MADE = "weavz.session-cookies";

    private final String prefix;
    private final boolean secure;

    private SessionCookies(String prefix, boolean secure) {
        this.prefix = prefix;
        this.secure = secure;
    }

    /** The names depend on realm and scheme alone, so they are made once for a request. */
    public static SessionCookies of(KeycloakSession session) {
        SessionCookies made = session.getAttribute(MADE, SessionCookies.class);
        if (made == null) {
            made = make(session);
            session.setAttribute(MADE, made);
        }
        return made;
    }

    private static SessionCookies make(KeycloakSession session) {
        String realm = session.getContext().getRealm().getName();
        boolean root = realm.equals(Journey.of(session).settings().rootRealm());
        boolean secure = "https"
                .equals(session.getContext()
                        .getUri(UrlType.FRONTEND)
                        .getBaseUri()
                        .getScheme());
        return new SessionCookies(
                (secure ? "__Secure-" : "") + (root ? "better-auth" : "better-auth-" + realm), secure);
    }

    /** The values of the session cookie in a request; more than one when somebody planted another. */
    public List<String> sessionTokens(RequestHeaders headers) {
        return values(headers, "session_token");
    }

    public List<String> values(RequestHeaders headers, String cookie) {
        String start = prefix + "." + cookie + "=";
        List<String> values = new ArrayList<>();
        for (String header : headers.values("Cookie")) {
            for (String pair : header.split(";")) {
                String trimmed = pair.strip();
                if (trimmed.startsWith(start)) {
                    values.add(trimmed.substring(start.length()));
                }
            }
        }
        return values;
    }

    /**
     * The {@code Set-Cookie} header of a cookie that scripts cannot read.
     *
     * @param life how long the browser keeps it; absent until it is closed
     */
    public String set(String cookie, String value, Optional<Duration> life) {
        return prefix + "." + cookie + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)
                + life.map(time -> "; Max-Age=" + time.toSeconds()).orElse("")
                + "; Path=/; HttpOnly" + (secure ? "; Secure" : "") + "; SameSite=Lax";
    }

    public String remove(String cookie) {
        return set(cookie, "", Optional.of(Duration.ZERO));
    }
}
