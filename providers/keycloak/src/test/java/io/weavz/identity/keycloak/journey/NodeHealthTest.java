package io.weavz.identity.keycloak.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeHealthTest {

    private static final NodeHealth HEALTH = new NodeHealth("host-1a2b", 0, 2, true, 4, 5, 6, 7, 8, 9, 10, 11);

    @Test
    void whatANodeSaysIsReadAsItWasSaid() {
        NodeHealth heard = new NodeHealth("host-1a2b", 12, 2, true, 4, 5, 6, 7, 8, 9, 10, 11);

        assertThat(NodeHealth.of(HEALTH.text(), 12)).isEqualTo(heard);
    }
}
