package io.weavz.identity.keycloak.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.keycloak.Config;

/**
 * Serves the resources of one realm at the root of the server too: {@code /api}, {@code /oauth}, {@code /mcp} and
 * {@code /health}. The option {@code root-realm} names the realm; {@code root-paths=false} turns all of it off.
 */
@ApplicationScoped
public class RootPaths {

    private static final int BEFORE_KEYCLOAK = -1000;

    void mount(@Observes Router router) {
        for (String id : new String[] {"api", "oauth", "mcp", "health"}) {
            router.route("/" + id).order(BEFORE_KEYCLOAK).handler(reroute());
            router.route("/" + id + "/*").order(BEFORE_KEYCLOAK).handler(reroute());
        }
    }

    private static Handler<RoutingContext> reroute() {
        return context -> {
            Config.Scope config = Config.scope("weavz", "identity");
            if (config.getBoolean("root-paths", true)) {
                context.reroute("/realms/" + config.get("root-realm", "weavz")
                        + context.request().uri());
            } else {
                context.next();
            }
        };
    }
}
