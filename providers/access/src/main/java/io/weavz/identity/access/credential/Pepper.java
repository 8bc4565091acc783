package io.weavz.identity.access.credential;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The key of the stored hashes. It lives outside the database; its id, which tells nothing of it, lives inside. */
public final class Pepper {

    /** Shorter ones are refused: 32 characters of base64url carry 192 bits. */
    public static final int MIN_LENGTH = 32;

    private final byte[] key;
    private final String id;

    private Pepper(byte[] key) {
        this.key = key;
        this.id =
                HexFormat.of().formatHex(Hmac.sha256(key, "weavz pepper id".getBytes(StandardCharsets.US_ASCII)), 0, 4);
    }

    /** @throws IllegalArgumentException if the text is shorter than {@link #MIN_LENGTH} */
    public static Pepper of(String text) {
        if (text.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("A pepper has at least " + MIN_LENGTH + " characters");
        }
        return new Pepper(text.getBytes(StandardCharsets.UTF_8));
    }

    public String id() {
        return id;
    }

    byte[] key() {
        return key;
    }

    @Override
    public String toString() {
        return "Pepper[" + id + "]";
    }
}
