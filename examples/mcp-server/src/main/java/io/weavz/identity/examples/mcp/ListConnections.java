package io.weavz.identity.examples.mcp;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** A tool that answers for the organization and the project of whoever calls it, and for no other. */
final class ListConnections {

    static final McpSchema.Tool TOOL = McpSchema.Tool.builder()
            .name("list_connections")
            .description("The connections of the project that the token is for")
            .inputSchema(new McpSchema.JsonSchema("object", Map.of(), List.of(), false, Map.of(), Map.of()))
            .build();

    private ListConnections() {}

    /** What a request hands to the tools. */
    static McpTransportContext context(HttpServletRequest request) {
        return McpTransportContext.create(Map.of(BearerFilter.CALLER, request.getAttribute(BearerFilter.CALLER)));
    }

    static McpSchema.CallToolResult call(McpTransportContext context) {
        Caller caller = (Caller) context.get(BearerFilter.CALLER);
        Map<String, Object> found = Map.of(
                "organization",
                caller.organization(),
                "connections",
                caller.projects().stream()
                        .map(project -> Map.of("project", project, "service", "example"))
                        .toList());
        return McpSchema.CallToolResult.builder()
                .addTextContent(found.toString())
                .structuredContent(found)
                .isError(false)
                .build();
    }
}
