package io.weavz.identity.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What a built server depends on, in twelve hexadecimal digits: equal ones need no second build. */
final class Fingerprint {
    private static final int DIGITS = 12;

    private Fingerprint() {}

    static String of(String keycloakVersion, List<String> buildOptions, List<Path> jars) throws IOException {
        MessageDigest digest = sha256();
        digest.update((keycloakVersion + "\n" + String.join("\n", buildOptions)).getBytes(StandardCharsets.UTF_8));
        for (Path jar : jars) {
            digest.update(("\n" + jar.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(jar));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
