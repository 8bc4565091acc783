package io.weavz.identity.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;

/** The repository on disk: where the parts of a server lie once Maven has packaged this module. */
public record Checkout(Path root) {
    public Checkout {
        root = root.toAbsolutePath().normalize();
    }

    /** Keycloak as Maven delivered it. */
    Path archive() {
        return target().resolve("keycloak-" + keycloakVersion() + ".tar.gz");
    }

    /** Unpacked and built servers, shared by {@code ./dev run} and the tests. */
    Path servers() {
        return target().resolve("server");
    }

    Path providers() {
        return target().resolve("providers");
    }

    /** Where the embedded PostgreSQL unpacks itself. */
    public Path postgresBinaries() {
        return target().resolve("postgres");
    }

    Path themes() {
        return root.resolve("themes");
    }

    Path realmConfig() {
        return root.resolve("realm-config");
    }

    static String keycloakVersion() {
        Properties properties = new Properties();
        try (InputStream in = Checkout.class.getResourceAsStream("distribution.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("distribution.properties cannot be read", e);
        }
        return properties.getProperty("keycloak.version");
    }

    private Path target() {
        return root.resolve("distribution").resolve("target");
    }
}
