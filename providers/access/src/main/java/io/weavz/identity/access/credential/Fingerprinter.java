package io.weavz.identity.access.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Hashes credentials with the current pepper and, while peppers are being rotated, with the previous one. */
public final class Fingerprinter {

    private final List<Pepper> peppers;

    public Fingerprinter(Pepper current, Optional<Pepper> previous) {
        this.peppers = Stream.concat(Stream.of(current), previous.stream()).toList();
    }

    /** What a new credential is stored as. */
    public Fingerprint current(Secret secret) {
        return ofDigest(peppers.get(0), sha256(secret));
    }

    /** What the credential may be stored as, the current pepper's first. */
    public List<Fingerprint> candidates(Secret secret) {
        byte[] digest = sha256(secret);
        return peppers.stream().map(pepper -> ofDigest(pepper, digest)).toList();
    }

    private static Fingerprint ofDigest(Pepper pepper, byte[] digest) {
        return new Fingerprint(pepper.id(), HexFormat.of().formatHex(Hmac.sha256(pepper.key(), digest)));
    }

    private static byte[] sha256(Secret secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
