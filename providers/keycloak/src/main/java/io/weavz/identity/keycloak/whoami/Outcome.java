package io.weavz.identity.keycloak.whoami;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a request came to, and how JSON-RPC 2.0 says it. */
sealed interface Outcome {

    /** The answer to the request of this id. */
    default Map<String, Object> to(JsonNode id) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        describe(answer);
        return answer;
    }

    void describe(Map<String, Object> answer);

    record Result(Map<String, Object> value) implements Outcome {
        @Override
        public void describe(Map<String, Object> answer) {
            answer.put("result", value);
        }
    }

    /** @param data more about it; may be empty */
    record Failure(int code, String message, Map<String, Object> data) implements Outcome {

        private static final int PARSE_ERROR = -32700;
        private static final int INVALID_REQUEST = -32600;
        private static final int METHOD_NOT_FOUND = -32601;
        private static final int INVALID_PARAMS = -32602;
        private static final int HEADER_MISMATCH = -32020;
        private static final int UNSUPPORTED_VERSION = -32022;

        static Failure notJson() {
            return new Failure(PARSE_ERROR, "The body is not JSON", Map.of());
        }

        static Failure invalidRequest(String why) {
            return new Failure(INVALID_REQUEST, why, Map.of());
        }

        static Failure methodNotFound(String method) {
            return new Failure(METHOD_NOT_FOUND, "Method not found", Map.of("method", method));
        }

        static Failure invalidParams(String why) {
            return new Failure(INVALID_PARAMS, why, Map.of());
        }

        static Failure headerMismatch(String header) {
            return new Failure(HEADER_MISMATCH, header + " does not say what the body says", Map.of());
        }

        static Failure unsupportedVersion(String requested, List<String> supported) {
            return new Failure(
                    UNSUPPORTED_VERSION,
                    "Unsupported protocol version",
                    Map.of("supported", supported, "requested", requested));
        }

        /** Whether it is the method that is missing, which has a status of its own since revision 2026-07-28. */
        boolean isMissingMethod() {
            return code == METHOD_NOT_FOUND;
        }

        /** Whether the request was not understood, rather than answered with a failure. */
        boolean isOfTransport() {
            return code != METHOD_NOT_FOUND && code != INVALID_PARAMS;
        }

        @Override
        public void describe(Map<String, Object> answer) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", code);
            error.put("message", message);
            if (!data.isEmpty()) {
                error.put("data", data);
            }
            answer.put("error", error);
        }
    }
}
