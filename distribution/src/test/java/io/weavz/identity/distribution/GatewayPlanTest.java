package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewayPlanTest {
    private static RunArguments run(String... arguments) {
        return RunArguments.parse(arguments, Path.of("."));
    }

    @Test
    void thereIsNoGatewayUnlessAskedFor() {
        assertThat(run("--http-port=8180").gateway()).isEmpty();
    }

    @Test
    void withoutAnAddressItStandsInFrontOfTheExampleAtItsUsualPort() {
        assertThat(run("--gateway").gateway()).contains(new GatewayPlan(8000, "127.0.0.1:8081"));
    }

    @Test
    void keycloakIsToldNothingOfIt() {
        RunArguments run = run("--gateway=api.test:3000", "--gateway-port=8400");

        assertThat(run.gateway()).contains(new GatewayPlan(8400, "api.test:3000"));
        assertThat(run.keycloak()).isEqualTo(KeycloakOptions.parse(List.of()));
    }

    @Test
    void aPortThatIsNoneOrBusyIsSaidInOneLineThatNamesTheOption() throws IOException {
        assertThatThrownBy(() -> run("--gateway", "--gateway-port=x"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("--gateway-port");
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GatewayPlan plan = new GatewayPlan(busy.getLocalPort(), "127.0.0.1:8081");

            assertThatThrownBy(plan::demandFreePort)
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("--gateway-port");
        }
    }
}
