package io.weavz.identity.access.credential;

/** The digits 0-9, A-Z, a-z, in that order: the alphabet of our credentials. */
public final class Base62 {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static final int RADIX = 62;

    private Base62() {}

    public static char digit(int value) {
        return DIGITS.charAt(value);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** An unsigned 32-bit number as exactly six digits, most significant first. */
    static String ofUnsignedInt(long value) {
        char[] digits = new char[6];
        long rest = value;
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = digit((int) (rest % RADIX));
            rest /= RADIX;
        }
        return new String(digits);
    }
}
