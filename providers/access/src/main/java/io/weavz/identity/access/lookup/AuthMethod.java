package io.weavz.identity.access.lookup;

import java.util.Locale;

/** How somebody authenticated, the claim {@code auth_method}. */
public enum AuthMethod {
    SESSION,
    API_KEY,
    SERVICE_KEY,
    MCP_BEARER,
    MCP_OAUTH,
    /** A refresh token (RFC 6749, section 6); none of the methods by which an API is called. */
    MCP_REFRESH,
    /** An end user at the connect portal; none of the methods by which an API is called. */
    CONNECT_TOKEN;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
