package io.weavz.identity.keycloak.whoami;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What goes back over HTTP.
 *
 * @param body absent where there is nothing to answer
 */
record HttpReply(int status, Optional<Object> body) {

    /** For messages that nobody answers. */
    static HttpReply accepted() {
        return new HttpReply(202, Optional.empty());
    }

    static HttpReply ok(Object body) {
        return new HttpReply(200, Optional.of(body));
    }

    /** With the status of revisions that have a handshake: failures of a method are answers like any other. */
    static HttpReply of(JsonNode id, Outcome outcome) {
        boolean refused = outcome instanceof Outcome.Failure failure && failure.isOfTransport();
        return new HttpReply(refused ? 400 : 200, Optional.of(outcome.to(id)));
    }

    /** With the status of revision 2026-07-28. */
    static HttpReply stateless(JsonNode id, Outcome outcome) {
        return outcome instanceof Outcome.Failure failure && failure.isMissingMethod()
                ? new HttpReply(404, Optional.of(outcome.to(id)))
                : of(id, outcome);
    }
}
