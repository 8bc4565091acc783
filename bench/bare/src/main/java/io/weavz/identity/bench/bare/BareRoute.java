package io.weavz.identity.bench.bare;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code GET /bench/bare}: a constant answer from the event loop, before Keycloak looks at the request. */
@ApplicationScoped
public class BareRoute {

    private static final int BEFORE_KEYCLOAK = -1000;

    void mount(@Observes Router router) {
        router.get("/bench/bare")
                .order(BEFORE_KEYCLOAK)
                .handler(context -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .end("{\"status\":\"healthy\"}"));
    }
}
