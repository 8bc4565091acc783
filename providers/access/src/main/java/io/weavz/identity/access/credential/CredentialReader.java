package io.weavz.identity.access.credential;

import java.util.List;
import java.util.Optional;

/**
 * Tells which credential a request carries. Strict by omission: one value, one space, visible ASCII. Two explicit
 * credentials are ambiguous; a browser adds its cookie by itself, so beside an explicit credential it counts for
 * nothing. No place is looked at again because another one failed.
 */
public final class CredentialReader {

    /** The longest signed access token that is looked at, in characters. */
    static final int MAX_TOKEN_LENGTH = 8 * 1024;

    private static final String SCHEME = "Bearer ";

    private CredentialReader() {}

    public static Reading read(RequestCredentials request) {
        List<String> bearer = request.authorization();
        List<String> service = request.serviceKey();
        if (bearer.size() + service.size() > 1 || request.organization().size() > 1) {
            return new Reading.Ambiguous();
        }
        if (!bearer.isEmpty()) {
            return presented(ofAuthorization(bearer.get(0)));
        }
        if (!service.isEmpty()) {
            return presented(opaque(CredentialKind.SERVICE_KEY, service.get(0)));
        }
        List<String> cookies = request.sessionCookies();
        // A second cookie of the name was put there by somebody else: neither is believed.
        return switch (cookies.size()) {
            case 0 -> new Reading.Absent();
            case 1 -> presented(SessionSigner.shapeOf(cookies.get(0)).map(PresentedCredential.SessionCookie::new));
            default -> new Reading.Ambiguous();
        };
    }

    private static Reading presented(Optional<? extends PresentedCredential> credential) {
        return credential.<Reading>map(found -> new Reading.Presented(found)).orElseGet(Reading.Malformed::new);
    }

    private static Optional<PresentedCredential> ofAuthorization(String value) {
        // RFC 9110, 11.1: the scheme is case-insensitive.
        if (value.length() > MAX_TOKEN_LENGTH || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return ofBearerToken(value.substring(SCHEME.length()));
    }

    /** A bearer token without its header; a service key is none: it has a place of its own. */
    public static Optional<PresentedCredential> ofBearerToken(String token) {
        Optional<CredentialKind> kind = CredentialKind.ofPrefix(token);
        if (kind.isPresent()) {
            return kind.filter(found -> found != CredentialKind.SERVICE_KEY).flatMap(found -> opaque(found, token));
        }
        return isSigned(token) ? Optional.of(new PresentedCredential.AccessToken(Secret.of(token))) : Optional.empty();
    }

    /** A credential without its place, as introspection and token exchange receive it: service keys included. */
    public static Optional<PresentedCredential> ofToken(String token) {
        Optional<CredentialKind> kind = CredentialKind.ofPrefix(token);
        if (kind.isPresent() || isSigned(token)) {
            return kind.isPresent() ? opaque(kind.get(), token) : ofBearerToken(token);
        }
        return opaque(CredentialKind.SERVICE_KEY, token);
    }

    private static Optional<PresentedCredential> opaque(CredentialKind kind, String text) {
        return CredentialFormat.of(kind, text)
                .map(format -> new PresentedCredential.Opaque(kind, format, Secret.of(text)));
    }

    /** The outer shape of a JWS in compact form (RFC 7515): three parts of base64url, the first one a JSON object. */
    private static boolean isSigned(String token) {
        return token.length() <= MAX_TOKEN_LENGTH
                && token.startsWith("ey")
                && token.chars().filter(c -> c == '.').count() == 2
                && token.chars().allMatch(c -> c == '.' || c == '-' || c == '_' || Base62.isDigit((char) c));
    }
}
