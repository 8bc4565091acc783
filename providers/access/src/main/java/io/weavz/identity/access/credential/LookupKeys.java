package io.weavz.identity.access.credential;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes the keys of one memory; another process has another salt, and so other keys. */
public final class LookupKeys {

    private static final int HASH = 32;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

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
        return SCRATCH.get().start(salt).part(what).part(realm).part(name).key();
    }

    /** What a thread hashes with, so that a key is all that is made. */
    private static final class Scratch {

        /** Begins each character beyond ASCII; no part of one can be taken for another. */
        private static final byte ESCAPE = (byte) 0xFF;

        private final MessageDigest digest = sha256();
        private final byte[] block = new byte[256];
        private int used;

        Scratch start(byte[] salt) {
            digest.update(salt);
            used = 0;
            return this;
        }

        /** A zero byte ends each part, so that no two triples read alike. */
        Scratch part(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c > 0 && c < 0x80) {
                    add((byte) c);
                } else {
                    add(ESCAPE);
                    add((byte) (c >> 8));
                    add((byte) c);
                }
            }
            add((byte) 0);
            return this;
        }

        private void add(byte one) {
            if (used == block.length) {
                digest.update(block);
                used = 0;
            }
            block[used++] = one;
        }

        LookupKey key() {
            digest.update(block, 0, used);
            try {
                digest.digest(block, 0, HASH);
            } catch (DigestException e) {
                throw new IllegalStateException("The block is longer than a hash", e);
            }
            return new LookupKey((long) LONG.get(block, 0), (long) LONG.get(block, Long.BYTES));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
