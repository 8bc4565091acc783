package io.weavz.identity.keycloak.whoami;

import java.util.List;

/** The revisions of MCP that we speak, the newest first. */
final class Revision {

    /** The first one without a handshake: each request says everything about itself. */
    static final String STATELESS = "2026-07-28";

    /** The newest one with a handshake. */
    private static final String NEWEST = "2025-11-25";

    /** The only one over HTTP that has batches; one that a request does not name is this. */
    static final String BATCHES = "2025-03-26";

    /** The one of HTTP+SSE, which some of its clients name. */
    static final String WITH_STREAMS = "2024-11-05";

    static final List<String> ALL = List.of(STATELESS, NEWEST, "2025-06-18", BATCHES, WITH_STREAMS);

    private Revision() {}

    /** What a handshake agrees on: what the client asks for, or else the newest that has a handshake. */
    static String agreed(String wanted) {
        return ALL.contains(wanted) && !wanted.equals(STATELESS) ? wanted : NEWEST;
    }
}
