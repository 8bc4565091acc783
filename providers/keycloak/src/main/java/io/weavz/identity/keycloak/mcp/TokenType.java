package io.weavz.identity.keycloak.mcp;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.keycloak.http.ApiError;

/** The two kinds of token that an end user can have for a server. */
enum TokenType {
    BEARER(CredentialKind.MCP_TOKEN, "bearer", "mcp_bearer", ApiError.MCP_BEARER_DISABLED),
    OAUTH(CredentialKind.MCP_OAUTH_TOKEN, "oauth", "mcp_oauth", ApiError.MCP_OAUTH_DISABLED);

    private final CredentialKind kind;
    private final String authMethod;
    private final String wireName;
    private final ApiError whenDisabled;

    TokenType(CredentialKind kind, String authMethod, String wireName, ApiError whenDisabled) {
        this.kind = kind;
        this.authMethod = authMethod;
        this.wireName = wireName;
        this.whenDisabled = whenDisabled;
    }

    CredentialKind kind() {
        return kind;
    }

    String authMethod() {
        return authMethod;
    }

    String wireName() {
        return wireName;
    }

    ApiError whenDisabled() {
        return whenDisabled;
    }

    boolean isAllowedBy(McpServer.AuthMode mode) {
        return this == OAUTH ? mode.allowsOauth() : mode.allowsBearer();
    }
}
