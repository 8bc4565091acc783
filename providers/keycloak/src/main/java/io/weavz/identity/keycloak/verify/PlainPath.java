package io.weavz.identity.keycloak.verify;

import java.util.Optional;

/**
 * A path at verify or below that every server reads alike: letters, digits, {@code _}, {@code -} and single slashes. What
 * can be read in more than one way, such as {@code ..}, {@code //}, {@code %2e} or {@code ;x}, is none.
 *
 * @param realm the realm's name
 * @param below the path below {@code verify}, without the slash before it
 */
record PlainPath(String realm, String below) {

    private static final String REALMS = "/realms/";
    private static final String VERIFY = "/api/v1/verify";

    static Optional<PlainPath> of(String path) {
        int end = path.startsWith(REALMS) && isPlain(path) ? path.indexOf('/', REALMS.length()) : -1;
        if (end < 0 || !path.startsWith(VERIFY, end)) {
            return Optional.empty();
        }
        String rest = path.substring(end + VERIFY.length());
        return rest.isEmpty() || rest.startsWith("/")
                ? Optional.of(
                        new PlainPath(path.substring(REALMS.length(), end), rest.isEmpty() ? rest : rest.substring(1)))
                : Optional.empty();
    }

    private static boolean isPlain(String path) {
        char before = ' ';
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
            if (!plain && (c != '/' || before == '/')) {
                return false;
            }
            before = c;
        }
        return true;
    }
}
