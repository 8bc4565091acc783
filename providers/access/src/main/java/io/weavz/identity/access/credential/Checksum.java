package io.weavz.identity.access.credential;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** CRC32 of everything before it, prefix included, as six base62 digits: it catches typing errors, not attackers. */
public final class Checksum {

    static final int LENGTH = 6;

    private Checksum() {}

    public static String of(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Base62.ofUnsignedInt(crc.getValue());
    }

    static boolean closes(String text) {
        int split = text.length() - LENGTH;
        return of(text.substring(0, split)).regionMatches(0, text, split, LENGTH);
    }
}
