package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.Pepper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.common.util.Environment;

/**
 * Where the peppers come from: an option, or a file that an option names. Without either, development mode makes one
 * and keeps it with its data; production mode does not start.
 */
final class PepperSource {

    private static final Logger LOG = Logger.getLogger(PepperSource.class);

    private PepperSource() {}

    static Pepper current(Config.Scope config) {
        return configured(config, "pepper").orElseGet(() -> {
            if (!Environment.isDevMode()) {
                throw new IllegalStateException("The option spi-weavz--identity--pepper (or pepper-file) is required"
                        + " in production mode: a secret of at least " + Pepper.MIN_LENGTH + " characters");
            }
            return kept(Path.of(System.getProperty("kc.home.dir", "."), "data", "weavz-pepper"));
        });
    }

    static Optional<Pepper> previous(Config.Scope config) {
        return configured(config, "pepper-previous");
    }

    private static Optional<Pepper> configured(Config.Scope config, String option) {
        return Optional.ofNullable(config.get(option))
                .or(() -> Optional.ofNullable(config.get(option + "-file"))
                        .map(Path::of)
                        .map(PepperSource::read))
                .map(Pepper::of);
    }

    private static Pepper kept(Path file) {
        if (!Files.exists(file)) {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            LOG.infof("Made a pepper for development and kept it in %s", file);
        }
        return Pepper.of(read(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The pepper cannot be read from " + file, e);
        }
    }

    private static void write(Path file, String text) {
        FileAttribute<Set<PosixFilePermission>> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.createDirectories(file.getParent());
            Files.createFile(file, ownerOnly);
            Files.writeString(file, text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("The pepper cannot be kept in " + file, e);
        }
    }
}
