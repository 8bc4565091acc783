package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerPlanTest {
    @Test
    void withoutOptionsTheServerListensOnLoopbackOnlyAndStoresInAFile() {
        ServerPlan plan = plan();

        assertThat(plan.options().get("http-host", "")).isEqualTo("127.0.0.1");
        assertThat(plan.httpPort()).isEqualTo(8080);
        assertThat(plan.onPostgres()).isFalse();
        assertThat(plan.onDatabaseElsewhere()).isFalse();
        assertThat(plan.options().forBuild())
                .containsExactly("--db=dev-file", "--health-enabled=true", "--metrics-enabled=true");
    }

    @Test
    void aPostgresWithAnAddressIsThePersonsOwn() {
        assertThat(plan("--db=postgres").onDatabaseElsewhere()).isFalse();
        assertThat(plan("--db=postgres", "--db-url=jdbc:postgresql://db/k").onDatabaseElsewhere())
                .isTrue();
        assertThat(plan("--db=mariadb").onDatabaseElsewhere()).isTrue();
    }

    @Test
    void aServerOnAllAddressesIsReachedOverLoopback() {
        assertThat(plan("--http-host=0.0.0.0").clientHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void thePathOfKeycloakIsKeptInUrls() {
        ServerPlan plan = plan("--http-relative-path=auth/");

        assertThat(plan.httpPath()).isEqualTo("/auth");
        assertThat(plan.managementPath()).isEqualTo("/auth");
    }

    @Test
    void aBusyPortIsSaidInOneLineThatNamesTheOption() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerPlan plan = plan("--http-port=" + busy.getLocalPort());

            assertThatThrownBy(plan::demandFreePort)
                    .isInstanceOf(CannotStart.class)
                    .hasMessage("Port " + busy.getLocalPort() + " is in use: choose another with --http-port=…");
        }
    }

    private static ServerPlan plan(String... options) {
        return ServerPlan.forRun(new Checkout(Path.of(".")), Path.of("data"), KeycloakOptions.parse(List.of(options)));
    }
}
