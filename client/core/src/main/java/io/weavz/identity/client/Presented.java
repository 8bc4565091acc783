package io.weavz.identity.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a request presents, before anybody is asked about it. Strict: what can be read in two ways is not believed. */
sealed interface Presented {

    record Nothing() implements Presented {}

    /** Two credentials, two organizations, or text that cannot be a credential. */
    record Unclear() implements Presented {}

    /**
     * One credential.
     *
     * @param cookies session cookies as {@code name=value}; only where no header holds a credential
     * @param method of the request, which counts beside a cookie
     * @param origin of the page that sent the request, which counts beside a cookie
     */
    record One(
            Optional<String> authorization,
            Optional<String> serviceKey,
            Optional<String> organization,
            List<String> cookies,
            String method,
            Optional<String> origin)
            implements Presented {

        /** Names and values in turn: all that a decision depends on, and all that the service is told. */
        List<String> headers() {
            List<String> headers = new ArrayList<>();
            authorization.ifPresent(value -> add(headers, AUTHORIZATION, value));
            serviceKey.ifPresent(value -> add(headers, SERVICE_KEY, value));
            organization.ifPresent(value -> add(headers, ORGANIZATION, value));
            if (!cookies.isEmpty()) {
                add(headers, "Cookie", String.join("; ", cookies));
                add(headers, "X-Forwarded-Method", method);
                origin.ifPresent(value -> add(headers, "Origin", value));
            }
            return headers;
        }

        private static void add(List<String> headers, String name, String value) {
            headers.add(name);
            headers.add(value);
        }

        @Override
        public String toString() {
            return "One[hidden]";
        }
    }

    String AUTHORIZATION = "Authorization";
    String SERVICE_KEY = "X-Service-Key";
    String ORGANIZATION = "X-Org-ID";

    /** The longest value that is looked at: a signed token with its scheme. */
    int MAX_LENGTH = 8 * 1024 + 7;

    Pattern SESSION = Pattern.compile("(__Secure-)?better-auth[A-Za-z0-9_.-]*\\.session_token=.*");

    static Presented of(IncomingRequest request) {
        List<String> authorization = request.values(AUTHORIZATION);
        List<String> serviceKey = request.values(SERVICE_KEY);
        List<String> organization = request.values(ORGANIZATION);
        if (authorization.size() + serviceKey.size() > 1 || organization.size() > 1) {
            return new Unclear();
        }
        boolean explicit = !authorization.isEmpty() || !serviceKey.isEmpty();
        List<String> cookies = explicit ? List.of() : sessionCookies(request);
        if (!explicit && cookies.isEmpty()) {
            return new Nothing();
        }
        One one = new One(
                authorization.stream().findFirst(),
                serviceKey.stream().findFirst(),
                organization.stream().findFirst(),
                cookies,
                request.method(),
                cookies.isEmpty() ? Optional.empty() : origin(request));
        return one.headers().stream().allMatch(Presented::isPlain) ? one : new Unclear();
    }

    /** Whatever else a browser adds is no business of the service's. */
    private static List<String> sessionCookies(IncomingRequest request) {
        List<String> found = new ArrayList<>();
        for (String header : request.values("Cookie")) {
            for (String pair : header.split(";")) {
                String trimmed = pair.strip();
                if (SESSION.matcher(trimmed).matches()) {
                    found.add(trimmed);
                }
            }
        }
        return found;
    }

    /** {@code Origin}, or the origin of {@code Referer}; two of them, or one that is none, are an origin nobody trusts. */
    private static Optional<String> origin(IncomingRequest request) {
        List<String> origins = request.values("Origin");
        List<String> referers = request.values("Referer");
        if (origins.isEmpty() && referers.isEmpty()) {
            return Optional.empty();
        }
        if (origins.isEmpty() && referers.size() == 1) {
            return Optional.of(originOf(referers.get(0)));
        }
        return Optional.of(origins.size() == 1 ? origins.get(0) : "null");
    }

    private static String originOf(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getScheme() + "://" + uri.getRawAuthority();
        } catch (IllegalArgumentException e) {
            return "null";
        }
    }

    /** Visible ASCII and spaces, of bounded length: anything else could become another header on its way. */
    private static boolean isPlain(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH && value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
