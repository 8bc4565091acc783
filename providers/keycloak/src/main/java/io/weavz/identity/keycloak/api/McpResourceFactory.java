package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.whoami.EndpointFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Answers at {@code /realms/{realm}/mcp}. */
public final class McpResourceFactory extends RealmResourceFactory {

    private final EndpointFactory endpoints = new EndpointFactory();

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return begun(session, PreflightResource.orElse(session, endpoints.resource(session)));
    }

    @Override
    public String getId() {
        return "mcp";
    }
}
