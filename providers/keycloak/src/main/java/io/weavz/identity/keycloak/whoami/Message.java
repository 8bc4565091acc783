package io.weavz.identity.keycloak.whoami;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;

/** A message of JSON-RPC 2.0 as MCP narrows it: an id is text or a whole number, parameters are an object. */
sealed interface Message {

    /** A request. Its parameters are missing where it has none. */
    record Call(JsonNode id, String method, JsonNode params) implements Message {

        private static final String VERSION = "io.modelcontextprotocol/protocolVersion";

        /** The revision that the request itself names, as requests do since there are no handshakes. */
        Optional<String> version() {
            return Optional.of(params.path("_meta").path(VERSION))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue);
        }

        boolean isHandshake() {
            return method.equals("initialize");
        }
    }

    /** What nobody answers: a notification, or an answer to a request that we never send. */
    record Silent() implements Message {}

    /** @param id null where the message has none that can be read */
    record Invalid(JsonNode id, Outcome.Failure why) implements Message {}

    static Message of(JsonNode json) {
        JsonNode id = json.path("id");
        boolean named = id.isTextual() || id.isIntegralNumber();
        JsonNode known = named ? id : NullNode.getInstance();
        if (!json.isObject() || !"2.0".equals(json.path("jsonrpc").textValue()) || !named && !id.isMissingNode()) {
            return new Invalid(known, Outcome.Failure.invalidRequest("This is no message of JSON-RPC 2.0"));
        }
        boolean isAnswer = json.has("result") || json.has("error");
        if (isAnswer && named) {
            return new Silent();
        }
        JsonNode params = json.path("params");
        if (!json.path("method").isTextual() || isAnswer) {
            return new Invalid(known, Outcome.Failure.invalidRequest("The message names no method"));
        }
        if (!named) {
            return new Silent();
        }
        return params.isObject() || params instanceof MissingNode
                ? new Call(id, json.path("method").textValue(), params)
                : new Invalid(id, Outcome.Failure.invalidParams("params must be an object"));
    }
}
