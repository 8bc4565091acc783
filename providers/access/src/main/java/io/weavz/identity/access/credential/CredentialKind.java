package io.weavz.identity.access.credential;

import java.util.Optional;

/** The kinds of opaque credential that we issue, each with its prefix on the wire. */
public enum CredentialKind {
    API_KEY("wvz_"),
    SERVICE_KEY("wsk_"),
    MCP_TOKEN("mcp_"),
    MCP_OAUTH_TOKEN("mcpo_"),
    /** Renews the OAuth tokens of one sign-in of a device; good at the token endpoint alone. */
    MCP_REFRESH_TOKEN("mcpr_"),
    /** Lets one end user into the connect portal; known at introspection, no credential at any other door. */
    CONNECT_TOKEN("eut_");

    /** Asked for with every request, so nothing is made anew. */
    private static final CredentialKind[] ALL = values();

    private final String prefix;
    private final Optional<CredentialKind> found = Optional.of(this);

    CredentialKind(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }

    /** The kind whose prefix the text starts with; no prefix is the start of another. */
    public static Optional<CredentialKind> ofPrefix(String text) {
        for (CredentialKind kind : ALL) {
            if (text.startsWith(kind.prefix)) {
                return kind.found;
            }
        }
        return Optional.empty();
    }
}
