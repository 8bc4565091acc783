package io.weavz.identity.keycloak.journey;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/**
 * The origins (RFC 6454) whose pages may change something with a person's cookie: our own, and those of the option
 * {@code trusted-origins}, where a star stands for one or more labels of a host, or for any port.
 */
public final class TrustedOrigins {

    private final List<Pattern> patterns;

    private TrustedOrigins(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    public static TrustedOrigins of(KeycloakSession session) {
        Settings settings = Journey.of(session).settings();
        List<String> origins = new ArrayList<>(settings.trustedOrigins());
        originOf(session.getContext().getUri(UrlType.FRONTEND).getBaseUri().toString())
                .ifPresent(origins::add);
        settings.publicUrl().flatMap(TrustedOrigins::originOf).ifPresent(origins::add);
        return of(origins);
    }

    static TrustedOrigins of(List<String> origins) {
        return new TrustedOrigins(origins.stream().map(TrustedOrigins::pattern).toList());
    }

    private static Pattern pattern(String origin) {
        boolean anyPort = origin.endsWith(":*");
        String withoutPort = anyPort ? origin.substring(0, origin.length() - 2) : origin;
        String host = Arrays.stream(withoutPort.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[a-z0-9.-]+"));
        return Pattern.compile((origin.contains("://") ? "" : "https?://") + host + (anyPort ? ":[0-9]{1,5}" : ""));
    }

    /** Whether pages of this origin are trusted; {@code null}, the origin of a page without one, is not. */
    public boolean contains(String origin) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(origin).matches());
    }

    /** Whether the request says that a trusted page sent it. */
    public boolean sent(RequestHeaders headers) {
        return sender(headers).filter(this::contains).isPresent();
    }

    /** The origin of the page that sent the request; without {@code Origin}, that of {@code Referer}. */
    public static Optional<String> sender(RequestHeaders headers) {
        List<String> origins = headers.values("Origin");
        if (!origins.isEmpty()) {
            return origins.size() == 1 ? Optional.of(origins.get(0)) : Optional.empty();
        }
        List<String> referers = headers.values("Referer");
        return referers.size() == 1 ? originOf(referers.get(0)) : Optional.empty();
    }

    /** Scheme, host and port of an absolute http address without user information. */
    public static Optional<String> originOf(String address) {
        try {
            URI uri = new URI(address);
            boolean web = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            return web
                    ? Optional.of(
                            uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
