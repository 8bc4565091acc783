package io.weavz.identity.keycloak.mcp;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import io.weavz.identity.access.registry.Credentials;
import io.weavz.identity.access.registry.EndUser;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes the tokens of MCP servers. */
final class ServerTokens {

    private final OrganizationCall call;
    private final Credentials credentials;

    ServerTokens(OrganizationCall call) {
        this.call = call;
        this.credentials = call.journey().credentials();
    }

    boolean hasStatic(McpServer server) {
        return credentials.staticToken(server.id()).isPresent();
    }

    NewSecret issueStatic(McpServer server) {
        NewSecret secret = call.journey().issuer().issue(CredentialKind.MCP_TOKEN);
        credentials.add(
                record(secret, CredentialKind.MCP_TOKEN, server, Optional.empty(), scopesOf(server), Optional.empty()),
                secret.fingerprint());
        return secret;
    }

    NewSecret regenerateStatic(McpServer server) {
        if (!server.authMode().allowsBearer()) {
            throw Problem.of(ApiError.MCP_BEARER_DISABLED);
        }
        Optional<CredentialRecord> old = credentials.staticToken(server.id());
        if (old.isEmpty()) {
            return issueStatic(server);
        }
        NewSecret secret = call.journey().issuer().issue(CredentialKind.MCP_TOKEN);
        credentials.replaceSecret(
                old.get().id(), secret.format(), secret.fingerprint(), secret.displayPrefix(), Optional.empty());
        return secret;
    }

    CredentialRecord add(
            NewSecret secret,
            TokenType type,
            McpServer server,
            EndUser endUser,
            Set<String> scopes,
            Instant expiresAt) {
        CredentialRecord token =
                record(secret, type.kind(), server, Optional.of(endUser.id()), scopes, Optional.of(expiresAt));
        credentials.add(token, secret.fingerprint());
        return token;
    }

    /** An end user of the workspace, by the organization's own name or by our id. */
    EndUser endUser(String workspaceId, String idOrExternalId) {
        return call.journey()
                .endUsers()
                .findByExternalId(workspaceId, idOrExternalId)
                .or(() -> call.journey()
                        .endUsers()
                        .find(call.organizationId(), idOrExternalId)
                        .filter(endUser -> endUser.workspaceId().equals(workspaceId)))
                .orElseThrow(() -> Problem.of(ApiError.END_USER_NOT_FOUND));
    }

    static Set<String> scopesOf(McpServer server) {
        return McpScopes.of(server.mode());
    }

    private CredentialRecord record(
            NewSecret secret,
            CredentialKind kind,
            McpServer server,
            Optional<String> endUserId,
            Set<String> scopes,
            Optional<Instant> expiresAt) {
        return new CredentialRecord(
                UUID.randomUUID().toString(),
                kind,
                secret.format(),
                secret.displayPrefix(),
                server.name(),
                new Owner.OfServer(server.organizationId(), server.id(), endUserId),
                Optional.empty(),
                scopes,
                Optional.empty(),
                true,
                Optional.of(call.principal().subject().id()),
                expiresAt,
                Optional.empty(),
                call.journey().now());
    }
}
