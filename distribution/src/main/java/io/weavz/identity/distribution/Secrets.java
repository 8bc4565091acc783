package io.weavz.identity.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * What must outlive a restart but lie outside the database: each in a file of its own that only its owner can read,
 * made from the operating system's randomness on first use.
 */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PEPPER_BYTES = 32;
    private static final int KEY_LENGTH = 40;
    private static final int PASSWORD_LENGTH = 24;

    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** The file with the pepper: 32 random bytes as 43 characters of base64url. */
    Path pepperFile() {
        return file("pepper", Secrets::pepper);
    }

    public String bootstrapServiceKey() {
        return read("bootstrap-service-key", () -> base62(KEY_LENGTH));
    }

    public String keycloakAdminPassword() {
        return read("keycloak-admin-password", Secrets::password);
    }

    String databasePassword() {
        return read("database-password", () -> base62(KEY_LENGTH));
    }

    String ownerPassword() {
        return read("owner-password", Secrets::password);
    }

    String administratorPassword() {
        return read("administrator-password", Secrets::password);
    }

    private String read(String name, Supplier<String> generator) {
        try {
            return Files.readString(file(name, generator)).strip();
        } catch (IOException e) {
            throw new CannotStart("The secret " + folder.resolve(name) + " cannot be read: " + e);
        }
    }

    private Path file(String name, Supplier<String> generator) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                OwnerOnly.write(file, generator.get());
            }
            return file;
        } catch (IOException e) {
            throw new CannotStart("The secret " + file + " cannot be written: " + e);
        }
    }

    private static String pepper() {
        byte[] bytes = new byte[PEPPER_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Random letters behind one character of every kind that a password policy may ask for. */
    private static String password() {
        return "Aa1-" + base62(PASSWORD_LENGTH);
    }

    private static String base62(int length) {
        StringBuilder text = new StringBuilder(length);
        RANDOM.ints(length, 0, BASE62.length()).forEach(i -> text.append(BASE62.charAt(i)));
        return text.toString();
    }
}
