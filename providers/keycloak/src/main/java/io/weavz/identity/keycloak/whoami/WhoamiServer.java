package io.weavz.identity.keycloak.whoami;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.journey.Journey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An MCP server with the one tool {@code whoami}, which needs nothing but the request and who sends it. */
final class WhoamiServer {

    /** What a token must have to call the tool. */
    static final String SCOPE = "mcp:tools";

    private static final Map<String, Object> NAMED =
            Map.of("name", "weavz-identity", "title", "Weavz identity", "version", "1");

    private static final String INSTRUCTIONS =
            "The tool whoami tells which organization, project and scopes the token stands for.";

    private static final JsonNode TOOL = Json.stored("""
            {
              "name": "whoami",
              "title": "Who am I?",
              "description": "The organization, the project, the MCP server and the scopes that this token stands for",
              "inputSchema": {"type": "object", "properties": {}, "additionalProperties": false},
              "outputSchema": {
                "type": "object",
                "properties": {
                  "organization": {"type": "object"},
                  "project": {"type": "object"},
                  "server": {"type": "object"},
                  "scopes": {"type": "array", "items": {"type": "string"}}
                },
                "required": ["organization", "project", "server", "scopes"]
              },
              "annotations": {"readOnlyHint": true, "openWorldHint": false}
            }""");

    private final Journey journey;
    private final Principal caller;
    private final Supplier<RuntimeException> scopeMissing;

    /** @param scopeMissing ends the request of a token without {@link #SCOPE} */
    WhoamiServer(Journey journey, Principal caller, Supplier<RuntimeException> scopeMissing) {
        this.journey = journey;
        this.caller = caller;
        this.scopeMissing = scopeMissing;
    }

    Outcome answer(Message.Call call) {
        return switch (call.method()) {
            case "initialize" -> initialized(call.params());
            case "server/discover" -> new Outcome.Result(cacheable(discovered()));
            case "ping" -> new Outcome.Result(result());
            case "tools/list" -> listed(call.params());
            case "tools/call" -> called(call.params());
            default -> Outcome.Failure.methodNotFound(call.method());
        };
    }

    private static Outcome initialized(JsonNode params) {
        if (!params.path("protocolVersion").isTextual()) {
            return Outcome.Failure.invalidParams("protocolVersion must be a string");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(
                "protocolVersion",
                Revision.agreed(params.path("protocolVersion").textValue()));
        result.put("capabilities", capabilities());
        result.put("serverInfo", NAMED);
        result.put("instructions", INSTRUCTIONS);
        return new Outcome.Result(result);
    }

    private static Map<String, Object> discovered() {
        Map<String, Object> result = result();
        result.put("supportedVersions", Revision.ALL);
        result.put("capabilities", capabilities());
        result.put("_meta", Map.of("io.modelcontextprotocol/serverInfo", NAMED));
        result.put("instructions", INSTRUCTIONS);
        return result;
    }

    private static Map<String, Object> capabilities() {
        return Map.of("tools", Map.of("listChanged", false));
    }

    private static Outcome listed(JsonNode params) {
        if (params.has("cursor")) {
            return Outcome.Failure.invalidParams("There is no such cursor: the list has one page");
        }
        Map<String, Object> result = result();
        result.put("tools", List.of(TOOL));
        return new Outcome.Result(cacheable(result));
    }

    private Outcome called(JsonNode params) {
        if (!"whoami".equals(params.path("name").textValue())) {
            return Outcome.Failure.invalidParams("There is no such tool");
        }
        JsonNode arguments = params.path("arguments");
        if (!arguments.isMissingNode() && !(arguments.isObject() && arguments.isEmpty())) {
            return Outcome.Failure.invalidParams("The tool takes no arguments");
        }
        if (!caller.scopes().contains(SCOPE)) {
            throw scopeMissing.get();
        }
        Map<String, Object> told = new Identity(journey, caller).told();
        Map<String, Object> result = result();
        result.put("content", List.of(Map.of("type", "text", "text", Json.write(told))));
        result.put("structuredContent", told);
        result.put("isError", false);
        return new Outcome.Result(result);
    }

    /** Revisions with a handshake know nothing of the word, and clients of them pass it over. */
    private static Map<String, Object> result() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("resultType", "complete");
        return result;
    }

    /** The same for everybody, until the service is updated. */
    private static Map<String, Object> cacheable(Map<String, Object> result) {
        result.put("ttlMs", 3_600_000);
        result.put("cacheScope", "public");
        return result;
    }
}
