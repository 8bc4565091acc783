package io.weavz.identity.keycloak.whoami;

import org.keycloak.models.KeycloakSession;

/** Makes the route table of each request; the streams outlive a request and are kept here. */
public final class EndpointFactory {

    private final Streams streams = new Streams();

    public McpResource resource(KeycloakSession session) {
        return new McpResource(session, streams);
    }
}
