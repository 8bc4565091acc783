package io.weavz.identity.keycloak.whoami;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One POST of Streamable HTTP: a message, or in revision 2025-03-26 a batch of them. */
final class Exchange {

    static final String VERSION = "MCP-Protocol-Version";
    private static final int LONGEST_BATCH = 50;

    private final WhoamiServer server;
    private final UnaryOperator<String> headers;

    /** @param headers the value of a header, or null */
    Exchange(WhoamiServer server, UnaryOperator<String> headers) {
        this.server = server;
        this.headers = headers;
    }

    HttpReply answer(JsonNode json) {
        String version = header(VERSION).orElse(Revision.BATCHES);
        if (json.isArray()) {
            return version.equals(Revision.BATCHES)
                    ? batch(json)
                    : refused(Outcome.Failure.invalidRequest("This revision has no batches"));
        }
        Message message = Message.of(json);
        if (message instanceof Message.Call call) {
            return answer(call, version);
        }
        return message instanceof Message.Invalid invalid
                ? HttpReply.of(invalid.id(), invalid.why())
                : HttpReply.accepted();
    }

    private HttpReply answer(Message.Call call, String version) {
        if (!Revision.ALL.contains(version)) {
            return HttpReply.of(call.id(), Outcome.Failure.unsupportedVersion(version, Revision.ALL));
        }
        if (call.version().isEmpty() && !version.equals(Revision.STATELESS)) {
            return HttpReply.of(call.id(), server.answer(call));
        }
        return mismatch(call)
                .map(failure -> HttpReply.of(call.id(), failure))
                .orElseGet(() -> HttpReply.stateless(call.id(), server.answer(call)));
    }

    /** Since 2026-07-28 headers repeat what the body says, and what stands between reads them alone. */
    private Optional<Outcome> mismatch(Message.Call call) {
        Optional<String> version = call.version();
        if (version.isEmpty() || !version.equals(header(VERSION))) {
            return Optional.of(Outcome.Failure.headerMismatch(VERSION));
        }
        if (!header("Mcp-Method").equals(Optional.of(call.method()))) {
            return Optional.of(Outcome.Failure.headerMismatch("Mcp-Method"));
        }
        boolean named = !call.method().equals("tools/call")
                || header("Mcp-Name")
                        .equals(Optional.ofNullable(call.params().path("name").textValue()));
        return named ? Optional.empty() : Optional.of(Outcome.Failure.headerMismatch("Mcp-Name"));
    }

    private HttpReply batch(JsonNode messages) {
        if (messages.isEmpty() || messages.size() > LONGEST_BATCH) {
            return refused(Outcome.Failure.invalidRequest("A batch has 1 to " + LONGEST_BATCH + " messages"));
        }
        List<Map<String, Object>> answers = new ArrayList<>();
        for (JsonNode json : messages) {
            Message message = Message.of(json);
            if (message instanceof Message.Call call) {
                answers.add(inBatch(call).to(call.id()));
            } else if (message instanceof Message.Invalid invalid) {
                answers.add(invalid.why().to(invalid.id()));
            }
        }
        return answers.isEmpty() ? HttpReply.accepted() : HttpReply.ok(answers);
    }

    private Outcome inBatch(Message.Call call) {
        return call.isHandshake()
                ? Outcome.Failure.invalidRequest("A handshake is no part of a batch")
                : server.answer(call);
    }

    private static HttpReply refused(Outcome.Failure why) {
        return HttpReply.of(NullNode.getInstance(), why);
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }
}
