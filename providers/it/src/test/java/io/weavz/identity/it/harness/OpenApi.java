package io.weavz.identity.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares answers with the OpenAPI document that the server itself hands out. */
public final class OpenApi {
    private final JsonNode document;

    public OpenApi(JsonNode document) {
        this.document = document;
    }

    /** What is wrong with the answer to the operation; nothing, if it is as the document says. */
    public List<String> faults(String method, String path, Answer answer) {
        JsonNode response = document.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(String.valueOf(answer.status()));
        if (response.isMissingNode()) {
            return List.of(method + " " + path + " has no answer " + answer.status());
        }
        List<String> faults = new ArrayList<>();
        JsonNode schema = resolved(response).at("/content/application~1json/schema");
        check(schema, answer.json(), method + " " + path, faults);
        return faults;
    }

    private JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode() ? node : document.at(reference.asText().substring(1));
    }

    private void check(JsonNode unresolved, JsonNode value, String where, List<String> faults) {
        JsonNode schema = resolved(unresolved);
        if (schema.has("type") && !isOfType(schema.path("type"), value)) {
            faults.add(where + " is no " + schema.path("type"));
            return;
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            faults.add(where + " is none of " + schema.path("enum"));
        }
        if (value.isObject() && schema.has("properties")) {
            checkMembers(schema, value, where, faults);
        }
        if (value.isArray()) {
            value.forEach(item -> check(schema.path("items"), item, where + "[]", faults));
        }
    }

    private void checkMembers(JsonNode schema, JsonNode value, String where, List<String> faults) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                faults.add(where + " lacks " + name.asText());
            }
        });
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            JsonNode known = schema.path("properties").path(member.getKey());
            if (known.isMissingNode()) {
                faults.add(where + " has the unknown " + member.getKey());
            } else {
                check(known, member.getValue(), where + "." + member.getKey(), faults);
            }
        }
    }

    private static boolean isOfType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode each : type) {
                if (isOfType(each, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asText()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> throw new AssertionError("Unknown type " + type);
        };
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode each : list) {
            if (each.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
