package io.weavz.identity.keycloak.whoami;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.keycloak.models.KeycloakSession;

/**
 * The route table of {@code /realms/{realm}/mcp}: each MCP server at the address that its record shows, so that a pasted
 * client configuration works before the real server stands behind a gateway.
 */
public final class McpResource {

    private final KeycloakSession session;
    private final Streams streams;

    /** @param streams of this node */
    McpResource(KeycloakSession session, Streams streams) {
        this.session = session;
        this.streams = streams;
    }

    @Path("{server}")
    public EndpointResource endpoint(@PathParam("server") String server) {
        return new EndpointResource(session, McpPath.of(server, false), streams);
    }

    @Path("{server}/oauth")
    public EndpointResource oauth(@PathParam("server") String server) {
        return new EndpointResource(session, McpPath.of(server, true), streams);
    }
}
