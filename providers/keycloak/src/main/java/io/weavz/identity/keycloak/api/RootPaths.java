package io.weavz.identity.keycloak.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.JourneyFactory;
import io.weavz.identity.keycloak.journey.Recollection;
import io.weavz.identity.keycloak.verify.FastVerifyResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.Config;
import org.keycloak.services.resources.KeycloakApplication;

/**
 * Serves the resources of one realm at the root of the server too: {@code /api}, {@code /oauth}, {@code /mcp},
 * {@code /health} and {@code /dashboard}, and what RFC 9728 puts at the root for every realm. The option {@code root-realm} names the realm;
 * {@code root-paths=false} turns all of it off.
 */
@ApplicationScoped
public class RootPaths {

    private static final int BEFORE_KEYCLOAK = -1000;

    /** RFC 9728, section 3.1: the path of the resource comes after the well-known one. */
    private static final String METADATA = "/.well-known/oauth-protected-resource/";

    private static final Pattern OF_REALM = Pattern.compile("realms/([^/?#]+)/(mcp/.*)");

    void mount(@Observes Router router) {
        Handler<RoutingContext> verify = new FastVerifyResource(RootPaths::recollection);
        router.routeWithRegex("/realms/[^/]+/api/v1/verify(/.*)?")
                .order(BEFORE_KEYCLOAK)
                .handler(verify);
        for (String id : new String[] {"api", "oauth", "mcp", "health", "dashboard"}) {
            router.route("/" + id).order(BEFORE_KEYCLOAK).handler(reroute());
            router.route("/" + id + "/*").order(BEFORE_KEYCLOAK).handler(reroute());
        }
        router.route(METADATA + "*").order(BEFORE_KEYCLOAK).handler(metadata());
    }

    private static Handler<RoutingContext> metadata() {
        return context -> {
            Config.Scope config = Config.scope("weavz", "identity");
            String resource = context.request().path().substring(METADATA.length());
            Matcher ofRealm = OF_REALM.matcher(resource);
            if (!config.getBoolean("root-paths", true) || !ofRealm.matches() && !resource.startsWith("mcp/")) {
                context.next();
            } else if (ofRealm.matches()) {
                context.reroute("/realms/" + ofRealm.group(1) + "/oauth/protected-resource/" + ofRealm.group(2));
            } else {
                context.reroute(
                        "/realms/" + config.get("root-realm", "weavz") + "/oauth/protected-resource/" + resource);
            }
        };
    }

    /** Absent until the server has started, and when the option says so. */
    private static Optional<Recollection> recollection() {
        return Optional.ofNullable(KeycloakApplication.getSessionFactory())
                .map(factory -> (JourneyFactory) factory.getProviderFactory(Journey.class))
                .flatMap(JourneyFactory::recollection)
                .filter(recollection -> recollection.settings().fastVerify());
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
