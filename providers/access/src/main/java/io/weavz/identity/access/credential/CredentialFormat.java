package io.weavz.identity.access.credential;

import java.util.Optional;

/** How the text of a credential is built. Text of no format is refused before it is hashed. */
public enum CredentialFormat {
    /** Ours: the prefix of the kind, 32 random base62 digits and 6 digits of {@link Checksum}. */
    WEAVZ,
    /** An API key imported from elsewhere: {@code wvz_} and 64 letters, no checksum. */
    IMPORTED,
    /** A service key that an operator chose: 24 to 512 printable ASCII characters without our prefixes. */
    OPERATOR;

    /** No credential of any format is longer, RFC 6750 leaves the length to us. */
    public static final int MAX_LENGTH = 512;

    public static final int RANDOM_DIGITS = 32;
    private static final int DIGITS = RANDOM_DIGITS + Checksum.LENGTH;
    private static final int IMPORTED_LETTERS = 64;
    private static final int OPERATOR_MIN_LENGTH = 24;

    /** The format of a text in the place of the given kind, or nothing if it has none. */
    public static Optional<CredentialFormat> of(CredentialKind kind, String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (text.startsWith(kind.prefix())) {
            return ofDigits(kind, text);
        }
        boolean operators = kind == CredentialKind.SERVICE_KEY
                && text.length() >= OPERATOR_MIN_LENGTH
                && CredentialKind.ofPrefix(text).isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return operators ? Optional.of(OPERATOR) : Optional.empty();
    }

    private static Optional<CredentialFormat> ofDigits(CredentialKind kind, String text) {
        int start = kind.prefix().length();
        int length = text.length() - start;
        if (length == DIGITS && digits(text, start) && Checksum.closes(text)) {
            return Optional.of(WEAVZ);
        }
        if (kind == CredentialKind.API_KEY && length == IMPORTED_LETTERS && letters(text, start)) {
            return Optional.of(IMPORTED);
        }
        return Optional.empty();
    }

    private static boolean digits(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (!Base62.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean letters(String text, int start) {
        return text.chars().skip(start).allMatch(c -> Base62.isDigit((char) c) && c > '9');
    }
}
