package io.weavz.identity.it.harness;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import io.weavz.identity.distribution.KeycloakAdmin;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The same server from Keycloak's image, for {@code -Dit.server=container} where a container engine runs; {@code .ci/run}
 * has none, so it is compiled there and not tried. It stores in H2 inside the container; tests that look into the
 * database need the server of this build.
 */
final class ContainerServer implements WeavzServer {
    private static final String SERVICE_KEY = "container-tests-only-service-key";
    private static final String PEPPER = "Y29udGFpbmVyLXRlc3RzLW9ubHktcGVwcGVyLTMyISE";
    private static final int MANAGEMENT = 9000;

    private final KeycloakContainer container;

    private ContainerServer(KeycloakContainer container) {
        this.container = container;
    }

    /** The container is removed by Testcontainers itself when this JVM ends. */
    @SuppressWarnings("resource")
    static ContainerServer start() {
        Path root = Path.of(System.getProperty("weavz.root", "../..")).toAbsolutePath();
        Path jars = root.resolve("distribution/target/providers");
        List<File> providers = Stream.of("weavz-identity-access.jar", "weavz-identity-keycloak.jar")
                .map(name -> jars.resolve(name).toFile())
                .toList();
        KeycloakContainer container = new KeycloakContainer("quay.io/keycloak/keycloak:26.7.3")
                .withProviderLibsFrom(providers)
                .withRealmImportFile("/weavz-realm.json")
                .withEnv("KC_SPI_WEAVZ__IDENTITY__PEPPER", PEPPER)
                .withEnv("KC_SPI_WEAVZ__IDENTITY__SIGN_IN_AGE", String.valueOf(SIGN_IN_AGE.toSeconds()))
                .withEnv("KC_SPI_WEAVZ__IDENTITY__BOOTSTRAP_SERVICE_KEY", SERVICE_KEY)
                .withEnv("KC_SPI_WEAVZ__IDENTITY__BOOTSTRAP_SERVICE_KEY_EXPIRES", "2099-01-01T00:00:00Z");
        container.start();
        return new ContainerServer(container);
    }

    @Override
    public String rootUrl() {
        return container.getAuthServerUrl();
    }

    @Override
    public String managementUrl() {
        return "http://" + container.getHost() + ":" + container.getMappedPort(MANAGEMENT);
    }

    @Override
    public Connection jdbc() {
        throw new UnsupportedOperationException("The database is inside the container");
    }

    @Override
    public String bootstrapServiceKey() {
        return SERVICE_KEY;
    }

    @Override
    public String adminToken() {
        return admin().token();
    }

    @Override
    public String operatorToken() {
        return admin().operatorToken();
    }

    @Override
    public String log() {
        return container.getLogs();
    }

    private KeycloakAdmin admin() {
        return new KeycloakAdmin(java.net.URI.create(rootUrl()), container.getAdminPassword());
    }
}
