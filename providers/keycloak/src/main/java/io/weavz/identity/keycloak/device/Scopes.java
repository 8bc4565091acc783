package io.weavz.identity.keycloak.device;

import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.keycloak.http.OauthProblem;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The scopes of tokens for MCP servers (RFC 6749, section 3.3). */
final class Scopes {

    private static final String TOOLS = "mcp:tools";
    private static final Set<String> ALL = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(TOOLS, "mcp:code")));

    private Scopes() {}

    /** What a request asks for, all of them when it says nothing. */
    static Set<String> requested(Parameters parameters) {
        return parameters.get("scope").map(Scopes::parsed).orElse(ALL);
    }

    static Set<String> parsed(String scope) {
        Set<String> wanted = new LinkedHashSet<>(List.of(scope.strip().split(" +")));
        if (!ALL.containsAll(wanted)) {
            throw new OauthProblem(400, "invalid_scope", "The scopes are " + String.join(" and ", ALL));
        }
        return wanted;
    }

    static Set<String> of(McpServer.Mode mode) {
        return mode == McpServer.Mode.CODE ? ALL : Set.of(TOOLS);
    }

    static Set<String> common(Set<String> some, Set<String> others) {
        Set<String> common = new LinkedHashSet<>(some);
        common.retainAll(others);
        return common;
    }
}
