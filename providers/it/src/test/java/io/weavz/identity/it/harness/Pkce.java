package io.weavz.identity.it.harness;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;

/** What a public client proves with that it began a sign-in (RFC 7636). */
public final class Pkce {
    public static final String VERIFIER = UUID.randomUUID() + "-" + UUID.randomUUID();

    private Pkce() {}

    /** By the method S256. */
    public static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
