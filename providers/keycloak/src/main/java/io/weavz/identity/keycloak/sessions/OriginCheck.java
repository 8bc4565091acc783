package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.journey.RequestHeaders;
import io.weavz.identity.keycloak.journey.TrustedOrigins;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The defence against forged requests and open redirects (contract, better-auth 1.3): who sends a cookie to a route that
 * changes something says from which page, and addresses to go back to are relative or of a trusted origin.
 */
final class OriginCheck {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern RELATIVE =
            Pattern.compile("/(?!/|\\\\|%2f|%5c)[\\w\\-.+/@]*(?:\\?[\\w\\-.+/=&%@]*)?", Pattern.CASE_INSENSITIVE);

    private final Supplier<TrustedOrigins> trusted;
    private final HttpHeaders headers;

    /**
     * @param trusted asked for only where an origin or an address is to be judged
     */
    OriginCheck(Supplier<TrustedOrigins> trusted, HttpHeaders headers) {
        this.trusted = trusted;
        this.headers = headers;
    }

    void check(String method) {
        if (!SAFE_METHODS.contains(method) && headers.getHeaderString(HttpHeaders.COOKIE) != null) {
            requireTrusted();
        }
    }

    /** Signing somebody in needs no cookie, so a forged sign-in shows in what browsers say of the page alone. */
    void checkSignIn() {
        Optional<String> site = header("Sec-Fetch-Site");
        Optional<String> mode = header("Sec-Fetch-Mode");
        if (site.filter("cross-site"::equals).isPresent()
                && mode.filter("navigate"::equals).isPresent()) {
            throw AuthProblem.of(AuthError.CROSS_SITE_NAVIGATION_LOGIN_BLOCKED);
        }
        boolean browser = site.isPresent()
                || mode.isPresent()
                || header("Sec-Fetch-Dest").isPresent()
                || header("Origin").isPresent()
                || header("Referer").isPresent();
        if (browser) {
            requireTrusted();
        }
    }

    private void requireTrusted() {
        String sender = TrustedOrigins.sender(RequestHeaders.of(headers))
                .filter(origin -> !origin.equals("null"))
                .orElseThrow(() -> AuthProblem.of(AuthError.MISSING_OR_NULL_ORIGIN));
        if (!trusted.get().contains(sender)) {
            throw AuthProblem.of(AuthError.INVALID_ORIGIN);
        }
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.getHeaderString(name));
    }

    /** An address to go back to, from the body. */
    Optional<String> callback(JsonBody body, String field, AuthError error) {
        return body.optionalText(field, 2048).map(address -> checked(address, error));
    }

    /** The address, if it is relative or of a trusted origin. */
    String checked(String address, AuthError error) {
        boolean good = RELATIVE.matcher(address).matches()
                || TrustedOrigins.originOf(address)
                        .filter(trusted.get()::contains)
                        .isPresent();
        if (!good) {
            throw AuthProblem.of(error);
        }
        return address;
    }
}
