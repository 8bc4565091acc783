package io.weavz.identity.access.lookup;

import java.util.Locale;

/** How somebody authenticated, the claim {@code auth_method}. */
public enum AuthMethod {
    SESSION,
    API_KEY,
    SERVICE_KEY,
    MCP_BEARER,
    MCP_OAUTH;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isMcp() {
        return this == MCP_BEARER || this == MCP_OAUTH;
    }
}
