package io.weavz.identity.keycloak.mcp;

import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import io.weavz.identity.access.registry.EndUser;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import io.weavz.identity.keycloak.journey.PublicUrls;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.keycloak.events.admin.OperationType;

/** The tokens of one type that end users have for one MCP server. */
public final class EndUserTokensResource {

    private static final int DEFAULT_LIFE_SECONDS = 30 * 24 * 3600;
    private static final int MIN_LIFE_SECONDS = 1;
    private static final int MAX_LIFE_SECONDS = 365 * 24 * 3600;

    private final OrganizationCall call;
    private final ServerTokens tokens;
    private final McpServer server;
    private final TokenType type;

    EndUserTokensResource(OrganizationCall call, ServerTokens tokens, McpServer server, TokenType type) {
        this.call = call;
        this.tokens = tokens;
        this.server = server;
        this.type = type;
    }

    /** {@code {endUserId, scopes?, expiresIn?}}, expiresIn in seconds and 30 days by default: 201, the token only here. */
    @POST
    public Response create(@Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        if (!type.isAllowedBy(server.authMode())) {
            throw Problem.of(type.whenDisabled());
        }
        EndUser endUser = tokens.endUser(server.workspaceId(), body.text("endUserId", 255));
        Set<String> scopes = McpScopes.read(body, server.mode());
        Instant expiresAt = call.journey()
                .now()
                .plusSeconds(body.integer("expiresIn", MIN_LIFE_SECONDS, MAX_LIFE_SECONDS)
                        .orElse(DEFAULT_LIFE_SECONDS));
        NewSecret secret = call.journey().issuer().issue(type.kind());
        CredentialRecord token = tokens.add(secret, type, server, endUser, scopes, expiresAt);
        changed(OperationType.CREATE, token.id());
        Answer answer = Answer.created().with("accessToken", secret);
        if (type == TokenType.BEARER) {
            answer.with("bearerToken", secret);
        }
        return answer.with("token", view(token))
                .with("mcpEndpoint", PublicUrls.of(call.session()).mcpEndpoint(server.id()))
                .build();
    }

    @GET
    public Response list() {
        List<EndUserTokenView> views = call.journey().credentials().endUserTokens(server.id()).stream()
                .filter(token -> token.kind() == type.kind())
                .map(this::view)
                .toList();
        return Answer.ok()
                .with("accessTokens", views)
                .with("total", views.size())
                .build();
    }

    @DELETE
    @Path("{tokenId}")
    public Response delete(@PathParam("tokenId") String tokenId) {
        CredentialRecord token = call.journey()
                .credentials()
                .endUserToken(server.id(), tokenId)
                .filter(found -> found.kind() == type.kind())
                .orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        Problem.requireFound(call.journey().credentials().remove(token.id()));
        changed(OperationType.DELETE, tokenId);
        return Answer.deleted(tokenId);
    }

    private EndUserTokenView view(CredentialRecord token) {
        String endUserId = ((Owner.OfServer) token.owner()).endUserId().orElseThrow();
        EndUser endUser =
                call.journey().endUsers().find(call.organizationId(), endUserId).orElseThrow();
        return EndUserTokenView.of(token, type, endUser.externalId());
    }

    private void changed(OperationType operation, String tokenId) {
        call.changed(operation, "mcp-servers/" + server.id() + "/" + type.authMethod() + "-tokens/" + tokenId);
    }
}
