package io.weavz.identity.it.harness;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A running server, seen from outside, and what a test needs to look behind its doors. */
public interface WeavzServer {
    /** How long ago somebody may have signed in who issues a service key. */
    Duration SIGN_IN_AGE = Duration.ofSeconds(15);

    /** The base URL of the API, {@code http://…/realms/weavz}: every path of the contract hangs below it. */
    default String url() {
        return rootUrl() + "/realms/weavz";
    }

    /** Where the same paths answer without a realm. */
    String rootUrl();

    /** Health and metrics. */
    String managementUrl();

    default String host() {
        return URI.create(rootUrl()).getHost();
    }

    default int port() {
        return URI.create(rootUrl()).getPort();
    }

    /** A connection to the server's own database; the caller closes it. */
    Connection jdbc() throws SQLException;

    /** The operator's key from the configuration, good for any organization. */
    String bootstrapServiceKey();

    /** A fresh access token of the master realm's administrator, for Keycloak's Admin REST API. */
    String adminToken();

    /** A fresh access token of the realm's own operator, an identity administrator. */
    String operatorToken();

    /** All that the server has logged so far. */
    String log();
}
