package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingOrderTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void theLastThatStartedStopsFirstAndEachStopsOnce() {
        ClosingOrder order = new ClosingOrder();
        add(order, "database");
        add(order, "keycloak");

        order.close();
        order.close();

        assertThat(closed).containsExactly("keycloak", "database");
    }

    @Test
    void whatStartsAfterTheEndWasAskedForStopsAtOnce() {
        ClosingOrder order = new ClosingOrder();
        order.close();

        add(order, "keycloak");

        assertThat(closed).containsExactly("keycloak");
    }

    @Test
    void oneThatFailsToStopKeepsNoOtherRunning() {
        ClosingOrder order = new ClosingOrder();
        add(order, "database");
        order.add(() -> {
            throw new IllegalStateException("planted by a test");
        });

        order.close();

        assertThat(closed).containsExactly("database");
    }

    @SuppressWarnings("try")
    private void add(ClosingOrder order, String name) {
        order.add(() -> closed.add(name));
    }
}
