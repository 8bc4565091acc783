package io.weavz.identity.access.decision;

import io.weavz.identity.access.lookup.AuthMethod;

/** Through which door a request came, and so what may come in. */
public enum Door {
    /** The management API: keys and people. */
    REST,
    /** Forward-auth for gateways: everything, an MCP token only for its server. */
    VERIFY,
    /** RFC 7662: everything; the audience tells what a token is good for. */
    INTROSPECTION,
    /** RFC 8693: everything of ours; the new token's audience keeps an MCP token with its server. */
    EXCHANGE,
    /** Keycloak's login flow: keys, since its tokens have no single MCP server as audience. */
    LOGIN,
    /** The refresh grant of RFC 6749, section 6: refresh tokens, and nothing else. */
    REFRESH;

    /** Whether what comes in here counts for the rate limits: the others only ask what a credential is. */
    boolean counts() {
        return this == REST || this == VERIFY;
    }

    boolean admits(AuthMethod method) {
        return switch (method) {
            case SESSION, API_KEY, SERVICE_KEY -> this != REFRESH;
            case MCP_BEARER, MCP_OAUTH -> this != REST && this != LOGIN && this != REFRESH;
            case MCP_REFRESH -> this == REFRESH;
            case CONNECT_TOKEN -> this == INTROSPECTION;
        };
    }
}
