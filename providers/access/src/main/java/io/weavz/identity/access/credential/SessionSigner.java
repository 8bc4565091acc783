package io.weavz.identity.access.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Signs the handle of a session for its cookie, {@code handle.signature} with an HMAC-SHA256 in base64. The handle alone
 * is no credential: it may stand in lists and logs. The key is made from the pepper, so it lies outside the database.
 */
public final class SessionSigner {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{16,128}\\.[A-Za-z0-9+/]{43}=");
    private static final int MAX_LENGTH = 256;

    private final List<byte[]> keys;

    public SessionSigner(Pepper current, Optional<Pepper> previous) {
        this.keys = Stream.concat(Stream.of(current), previous.stream())
                .map(pepper -> Hmac.sha256(pepper.key(), ascii("weavz session cookie")))
                .toList();
    }

    /** The value of the cookie of this handle, for a Set-Cookie header and nothing else. */
    public String sign(String handle) {
        return handle + "." + signature(keys.get(0), handle);
    }

    /** The handle, if it was signed here; signatures of the previous pepper are good too. */
    public Optional<String> handle(Secret signed) {
        String text = signed.reveal();
        int dot = text.lastIndexOf('.');
        String handle = text.substring(0, dot);
        byte[] presented = ascii(text.substring(dot + 1));
        boolean ours = false;
        for (byte[] key : keys) {
            ours |= MessageDigest.isEqual(ascii(signature(key, handle)), presented);
        }
        return ours ? Optional.of(handle) : Optional.empty();
    }

    /** The cookie's text decoded, if it can be one of ours at all; nothing is verified yet. */
    public static Optional<Secret> shapeOf(String encoded) {
        if (encoded.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        // Only these three characters of a value of ours are ever encoded.
        String text =
                encoded.replaceAll("%2[Bb]", "+").replaceAll("%2[Ff]", "/").replaceAll("%3[Dd]", "=");
        return SHAPE.matcher(text).matches() ? Optional.of(Secret.of(text)) : Optional.empty();
    }

    private static String signature(byte[] key, String handle) {
        return Base64.getEncoder().encodeToString(Hmac.sha256(key, ascii(handle)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
