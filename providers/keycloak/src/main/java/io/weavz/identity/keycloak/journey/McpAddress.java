package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.http.OauthProblem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/**
 * The address of an MCP server of ours, as {@code resource} names it (RFC 8707): {@code {base}/mcp/weavz} or {@code
 * {base}/mcp/srv_{id}}, the latter also with {@code /oauth}.
 *
 * @param serverId {@link McpServer#BUILT_IN} for the server that every workspace has
 */
public record McpAddress(String serverId) {

    private static final Pattern PATH = Pattern.compile("/mcp/(?:srv_([a-z0-9]{1,64})(?:/oauth)?|(weavz))");

    /** The server that the address is of, whether it exists or not. */
    public static Optional<McpAddress> of(KeycloakSession session, String resource) {
        return PublicUrls.bases(session).stream()
                .filter(resource::startsWith)
                .map(base -> PATH.matcher(resource.substring(base.length())))
                .filter(Matcher::matches)
                .map(path -> new McpAddress(path.group(1) == null ? path.group(2) : path.group(1)))
                .filter(address -> resource.endsWith("/mcp/weavz") == address.isBuiltIn())
                .findFirst();
    }

    public static McpAddress required(KeycloakSession session, String resource) {
        return of(session, resource).orElseThrow(McpAddress::invalid);
    }

    public static OauthProblem invalid() {
        return new OauthProblem(400, "invalid_target", "The resource is no MCP server that takes these tokens");
    }

    public boolean isBuiltIn() {
        return serverId.equals(McpServer.BUILT_IN);
    }

    public Optional<String> madeServerId() {
        return isBuiltIn() ? Optional.empty() : Optional.of(serverId);
    }

    /** The server of the address, if people may sign in there: it takes OAuth, and nobody has switched it off. */
    public Optional<McpServer> openServer(KeycloakSession session) {
        Journey journey = Journey.of(session);
        return madeServerId()
                .flatMap(journey.mcpServers()::find)
                .filter(server -> server.authMode().allowsOauth() && !server.suspended())
                .filter(server -> journey.organizations()
                        .find(server.organizationId())
                        .filter(Organization::enabled)
                        .isPresent());
    }
}
