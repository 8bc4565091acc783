package io.weavz.identity.keycloak.mcp;

import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The scopes of MCP tokens: {@code mcp:tools}, and {@code mcp:code} on servers of the mode CODE. */
final class McpScopes {

    private static final Set<String> TOOLS = Set.of("mcp:tools");
    private static final Set<String> CODE =
            Collections.unmodifiableSet(new LinkedHashSet<>(List.of("mcp:tools", "mcp:code")));

    private McpScopes() {}

    static Set<String> of(McpServer.Mode mode) {
        return mode == McpServer.Mode.CODE ? CODE : TOOLS;
    }

    /** The wanted scopes, by default all of the mode; another mode's are refused. */
    static Set<String> read(JsonBody body, McpServer.Mode mode) {
        Set<String> wanted = body.texts("scopes", 10, 64)
                .<Set<String>>map(LinkedHashSet::new)
                .orElse(of(mode));
        if (wanted.isEmpty() || !of(mode).containsAll(wanted)) {
            throw Problem.field(ApiError.INVALID_MCP_SCOPES, "scopes", "must be among " + String.join(", ", of(mode)));
        }
        return wanted;
    }
}
