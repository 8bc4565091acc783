package io.weavz.identity.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;

/** Makes the keys of one memory. Each has a salt of its own, so nobody can prepare texts that push others out. */
final class MemoryKeys {

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(MemoryKeys::sha256);

    private final byte[] salt = new byte[32];

    MemoryKeys() {
        new SecureRandom().nextBytes(salt);
    }

    /** @param parts without control characters, which divide them */
    MemoryKey of(List<String> parts) {
        MessageDigest digest = DIGEST.get();
        digest.update(salt);
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new MemoryKey(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
