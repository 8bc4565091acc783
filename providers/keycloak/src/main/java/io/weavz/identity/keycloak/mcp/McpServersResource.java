package io.weavz.identity.keycloak.mcp;

import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.plan.Quota;
import io.weavz.identity.access.registry.EndUser;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.McpServers;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Workspace;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Slices;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import io.weavz.identity.keycloak.journey.PublicUrls;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.OperationType;

/** The MCP servers of an organization and their tokens (contract, section 9). */
public final class McpServersResource {

    private static final String[] CHANGEABLE = {
        "name", "description", "mode", "settings", "authMode", "endUserAccess", "suspended"
    };

    private final OrganizationCall call;
    private final McpServers servers;
    private final ServerTokens tokens;
    private final PublicUrls urls;

    public McpServersResource(OrganizationCall call) {
        this.call = call;
        this.servers = call.journey().mcpServers();
        this.tokens = new ServerTokens(call);
        this.urls = PublicUrls.of(call.session());
    }

    @GET
    public Response list(@Context UriInfo uri) {
        Optional<Set<String>> workspaceIds = Optional.ofNullable(
                        uri.getQueryParameters().getFirst("workspaceId"))
                .map(id -> Set.of(call.workspace(id).id()))
                .or(call::workspaceIds);
        Page<McpServer> page = servers.list(call.organizationId(), Slices.of(uri.getQueryParameters()), workspaceIds);
        return Answer.ok()
                .with("servers", page.map(this::view).items())
                .with("total", page.total())
                .build();
    }

    /**
     * {@code {name, workspaceId, description?, createdBy?, mode?, settings?, authMode?, endUserAccess?, endUserId?}}: 201
     * {@code {server, bearerToken?, mcpEndpoint}}, the token only in bearer modes and only here.
     */
    @POST
    public Response create(@Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        McpServer server = made(body);
        call.requireRoom(() -> servers.count(call.organizationId()), Quota::mcpServers);
        servers.add(server);
        changed(OperationType.CREATE, server.id());
        Answer answer = Answer.created().with("server", view(server));
        if (server.authMode().allowsBearer()) {
            answer.with("bearerToken", tokens.issueStatic(server));
        }
        return answer.with("mcpEndpoint", endpoint(server)).build();
    }

    private McpServer made(JsonBody body) {
        Instant now = call.journey().now();
        String name = body.text("name", 255);
        Workspace workspace = call.workspace(body.optionalText("workspaceId", 64)
                .or(() -> body.optionalText("projectId", 64))
                .orElseThrow(() -> Problem.of(ApiError.WORKSPACE_REQUIRED)));
        return new McpServer(
                call.journey().issuer().newServerId(),
                call.organizationId(),
                workspace.id(),
                name,
                body.optionalText("description", 2000),
                body.oneOf("mode", McpServer.Mode.class).orElse(McpServer.Mode.TOOLS),
                body.object("settings").map(JsonBody::toJson).orElse("{}"),
                body.oneOf("authMode", McpServer.AuthMode.class)
                        .orElse(call.journey().settings().mcpAuthMode()),
                body.oneOf("endUserAccess", McpServer.EndUserAccess.class).orElse(McpServer.EndUserAccess.RESTRICTED),
                body.optionalText("createdBy", 255)
                        .or(() -> Optional.of(call.principal().subject().id())),
                body.optionalText("endUserId", 255)
                        .map(id -> tokens.endUser(workspace.id(), id))
                        .map(EndUser::id),
                false,
                now,
                now);
    }

    /** The tools of a server are the server's own to tell; here the list is always empty. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return Answer.ok()
                .with("server", view(find(id)))
                .with("tools", List.of())
                .build();
    }

    /** Any of the fields of creation and {@code suspended}; a token comes with the first switch to a bearer mode. */
    @PATCH
    @Path("{id}")
    public Response update(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        McpServer old = find(id);
        if (!body.hasAny(CHANGEABLE)) {
            throw Problem.of(ApiError.NO_UPDATES);
        }
        McpServer server =
                servers.update(old.id(), now -> changed(now, body)).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        changed(OperationType.UPDATE, server.id());
        Answer answer = Answer.ok().with("server", view(server));
        if (server.authMode().allowsBearer() && !tokens.hasStatic(server)) {
            answer.with("bearerToken", tokens.issueStatic(server));
        }
        return answer.build();
    }

    private McpServer changed(McpServer old, JsonBody body) {
        return new McpServer(
                old.id(),
                old.organizationId(),
                old.workspaceId(),
                body.has("name") ? body.text("name", 255) : old.name(),
                body.has("description") ? body.optionalText("description", 2000) : old.description(),
                body.oneOf("mode", McpServer.Mode.class).orElse(old.mode()),
                body.object("settings").map(JsonBody::toJson).orElse(old.settings()),
                body.oneOf("authMode", McpServer.AuthMode.class).orElse(old.authMode()),
                body.oneOf("endUserAccess", McpServer.EndUserAccess.class).orElse(old.endUserAccess()),
                old.createdBy(),
                old.endUserId(),
                body.bool("suspended").orElse(old.suspended()),
                old.createdAt(),
                call.journey().now());
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        McpServer server = find(id);
        Problem.requireFound(servers.remove(server.id()));
        changed(OperationType.DELETE, server.id());
        return Answer.deleted(id);
    }

    /** 200 {@code {bearerToken, mcpEndpoint}}; the old token is dead at once; 409 when the server takes none. */
    @POST
    @Path("{id}/regenerate-token")
    public Response regenerate(@PathParam("id") String id) {
        McpServer server = find(id);
        NewSecret token = tokens.regenerateStatic(server);
        call.changed(OperationType.ACTION, "mcp-servers/" + server.id() + "/regenerate-token");
        return Answer.ok()
                .with("bearerToken", token)
                .with("mcpEndpoint", endpoint(server))
                .build();
    }

    /** Tokens of end users: those that we hand out as bearer tokens. */
    @Path("{id}/access-tokens")
    public EndUserTokensResource accessTokens(@PathParam("id") String id) {
        return new EndUserTokensResource(call, tokens, find(id), TokenType.BEARER);
    }

    /** Tokens of end users, for clients that want OAuth's. */
    @Path("{id}/oauth-tokens")
    public EndUserTokensResource oauthTokens(@PathParam("id") String id) {
        return new EndUserTokensResource(call, tokens, find(id), TokenType.OAUTH);
    }

    /** Clients write the id with the prefix of the address, or bare. */
    private McpServer find(String id) {
        String bare = id.startsWith(PublicUrls.SERVER_PREFIX) ? id.substring(PublicUrls.SERVER_PREFIX.length()) : id;
        McpServer server = servers.find(call.organizationId(), bare).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        return call.inScope(server.workspaceId(), server);
    }

    private McpServerView view(McpServer server) {
        return McpServerView.of(server, endpoint(server));
    }

    private String endpoint(McpServer server) {
        return urls.mcpEndpoint(server.id());
    }

    private void changed(OperationType operation, String id) {
        call.changed(operation, "mcp-servers/" + id);
    }
}
