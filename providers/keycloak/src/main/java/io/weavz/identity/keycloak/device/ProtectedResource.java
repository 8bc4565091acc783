package io.weavz.identity.keycloak.device;

import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.OauthProblem;
import io.weavz.identity.keycloak.journey.McpAddress;
import io.weavz.identity.keycloak.journey.MintedToken;
import io.weavz.identity.keycloak.journey.PublicUrls;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/**
 * The metadata of an MCP server that takes OAuth (RFC 9728), of the address {@code {mcpEndpoint}/oauth} only: the
 * endpoint itself takes static tokens, which a client that finds metadata there would send to the authorization server.
 */
final class ProtectedResource {

    private static final Pattern PATH = Pattern.compile("(?:.*/)?mcp/srv_([a-z0-9]{1,64})/oauth");

    private final KeycloakSession session;

    ProtectedResource(KeycloakSession session) {
        this.session = session;
    }

    Response answer(String path) {
        McpServer server =
                server(path).orElseThrow(() -> new OauthProblem(404, "invalid_request", "There is no such resource"));
        return Answer.ok()
                .with("resource", PublicUrls.of(session).mcpOauth(server.id()))
                .with("authorization_servers", List.of(MintedToken.issuer(session)))
                .with("scopes_supported", Scopes.of(server.mode()))
                .with("bearer_methods_supported", List.of("header"))
                .build();
    }

    private Optional<McpServer> server(String path) {
        return Optional.of(PATH.matcher(path))
                .filter(Matcher::matches)
                .flatMap(found -> new McpAddress(found.group(1)).openServer(session));
    }
}
