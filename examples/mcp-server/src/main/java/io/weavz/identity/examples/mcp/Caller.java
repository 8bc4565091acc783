package io.weavz.identity.examples.mcp;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is calling, as the identity service tells it. */
record Caller(String organization, List<String> projects, Set<String> scopes) {

    /** The members of an introspection answer that an MCP server needs. */
    static Caller of(Map<String, Object> claims) {
        return new Caller(
                text(claims, "org_slug"),
                claims.get("project_ids") instanceof List<?> ids
                        ? ids.stream().map(String::valueOf).toList()
                        : List.of(),
                Set.of(text(claims, "scope").split(" ")));
    }

    private static String text(Map<String, Object> claims, String name) {
        return String.valueOf(claims.getOrDefault(name, ""));
    }
}
