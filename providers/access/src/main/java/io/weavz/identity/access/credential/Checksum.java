package io.weavz.identity.access.credential;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** CRC32 of everything before it, prefix included, as six base62 digits: it catches typing errors, not attackers. */
public final class Checksum {

    static final int LENGTH = 6;

    private Checksum() {}

    public static String of(String body) {
        return Base62.ofUnsignedInt(number(body.getBytes(StandardCharsets.US_ASCII), body.length()));
    }

    /** Whether the text ends in the checksum of what stands before it. Asked of every key, so little is made. */
    static boolean closes(String text) {
        int split = text.length() - LENGTH;
        long rest = number(text.getBytes(StandardCharsets.US_ASCII), split);
        for (int i = text.length() - 1; i >= split; i--) {
            if (text.charAt(i) != Base62.digit((int) (rest % Base62.RADIX))) {
                return false;
            }
            rest /= Base62.RADIX;
        }
        return true;
    }

    private static long number(byte[] text, int length) {
        CRC32 crc = new CRC32();
        crc.update(text, 0, length);
        return crc.getValue();
    }
}
