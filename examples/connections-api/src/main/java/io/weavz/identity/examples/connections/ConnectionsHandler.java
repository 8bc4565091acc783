package io.weavz.identity.examples.connections;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.weavz.identity.client.Caller;
import io.weavz.identity.client.IncomingRequest;
import io.weavz.identity.client.Refusal;
import io.weavz.identity.client.Reply;
import io.weavz.identity.client.Verdict;
import io.weavz.identity.client.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code GET} and {@code POST /api/v1/connections}, {@code GET /api/v1/connections/{id}}. */
final class ConnectionsHandler implements HttpHandler {

    private static final String PATH = "/api/v1/connections";
    private static final int LONGEST_BODY = 16 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Verifier verifier;
    private final Connections connections;

    ConnectionsHandler(Verifier verifier, Connections connections) {
        this.verifier = verifier;
        this.connections = connections;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, reply(exchange));
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        Verdict verdict = verifier.verify(IncomingRequest.of(
                exchange.getRequestMethod(),
                name -> exchange.getRequestHeaders().getOrDefault(name, List.of())));
        return verdict instanceof Verdict.Granted granted
                ? answer(exchange, granted.caller())
                : Reply.to((Verdict.Denied) verdict);
    }

    private Reply answer(HttpExchange exchange, Caller caller) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean reads = List.of("GET", "HEAD").contains(exchange.getRequestMethod());
        if (path.equals(PATH)) {
            return reads ? list(caller) : exchange.getRequestMethod().equals("POST") ? add(exchange, caller) : wrong();
        }
        if (!path.startsWith(PATH + "/")) {
            return error(404, "NOT_FOUND", "There is no such resource");
        }
        return reads ? one(caller, path.substring(PATH.length() + 1)) : wrong();
    }

    private Reply list(Caller caller) {
        List<Map<String, Object>> found =
                connections.of(caller).stream().map(Connection::json).toList();
        return json(200, Map.of("connections", found, "total", found.size()));
    }

    private Reply one(Caller caller, String id) {
        return connections
                .of(caller, id)
                .map(found -> json(200, Map.of("connection", found.json())))
                .orElseGet(() -> error(404, "NOT_FOUND", "There is no such connection"));
    }

    private Reply add(HttpExchange exchange, Caller caller) throws IOException {
        Optional<JsonNode> body = body(exchange);
        String name = body.map(json -> json.path("name").asText()).orElse("");
        if (name.isBlank() || name.length() > 100) {
            return error(400, "BAD_REQUEST", "The body must be a JSON object with a name of 1 to 100 characters");
        }
        Optional<String> project = body.map(json -> json.get("projectId"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
        if (!Connections.isOpen(project, caller)) {
            return Reply.to(new Verdict.Refused(Refusal.FORBIDDEN));
        }
        Connection added = new Connection(UUID.randomUUID().toString(), name, project, Instant.now());
        connections.add(caller, added);
        return json(201, Map.of("connection", added.json()));
    }

    private static Optional<JsonNode> body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        try {
            return bytes.length > LONGEST_BODY
                    ? Optional.empty()
                    : Optional.of(JSON.readTree(bytes)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Reply wrong() {
        return error(405, "METHOD_NOT_ALLOWED", "The resource does not answer this method");
    }

    private static Reply error(int status, String code, String message) {
        return json(status, Map.of("error", code, "message", message, "code", code));
    }

    private static Reply json(int status, Map<String, Object> body) {
        try {
            return new Reply(
                    status,
                    Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                    JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps and texts are always JSON", e);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
