package io.weavz.identity.access.credential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes the keys of one memory; another process has another salt, and so other keys. */
public final class LookupKeys {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(LookupKeys::sha256);

    private final byte[] salt;

    /** @param salt random bytes that live as long as the memory */
    public LookupKeys(byte[] salt) {
        this.salt = salt.clone();
    }

    /** The key of a credential in its realm. */
    public LookupKey of(String realm, Secret secret) {
        return of("credential", realm, secret.reveal());
    }

    /**
     * The key of something that is no secret.
     *
     * @param what kinds of things do not meet
     */
    public LookupKey of(String what, String realm, String name) {
        MessageDigest digest = SHA_256.get();
        digest.update(salt);
        update(digest, what);
        update(digest, realm);
        byte[] hash = digest.digest(name.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new LookupKey(bytes.getLong(), bytes.getLong());
    }

    /** A zero byte ends each part, so that no two triples read alike. */
    private static void update(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
