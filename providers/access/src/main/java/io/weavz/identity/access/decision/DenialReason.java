package io.weavz.identity.access.decision;

/**
 * Why a request is refused. The reason is for the audit trail and the metrics; outside, all of a kind look alike.
 */
public enum DenialReason {
    MISSING(Kind.UNAUTHENTICATED),
    MALFORMED(Kind.UNAUTHENTICATED),
    AMBIGUOUS(Kind.UNAUTHENTICATED),
    UNKNOWN(Kind.UNAUTHENTICATED),
    DISABLED(Kind.UNAUTHENTICATED),
    EXPIRED(Kind.UNAUTHENTICATED),
    WRONG_DOOR(Kind.UNAUTHENTICATED),
    WRONG_MCP_SERVER(Kind.UNAUTHENTICATED),
    MCP_MODE(Kind.UNAUTHENTICATED),
    ORGANIZATION_NOT_NAMED(Kind.UNAUTHENTICATED),
    UNTRUSTED_ORIGIN(Kind.FORBIDDEN),
    OTHER_ORGANIZATION(Kind.FORBIDDEN),
    UNKNOWN_ORGANIZATION(Kind.FORBIDDEN),
    ORGANIZATION_DISABLED(Kind.FORBIDDEN),
    PLAN_WITHOUT_SERVICE_KEYS(Kind.FORBIDDEN),
    ORGANIZATION_NOT_ALLOWED(Kind.FORBIDDEN),
    NOT_A_MEMBER(Kind.FORBIDDEN),
    ROLE_TOO_LOW(Kind.FORBIDDEN),
    MCP_SERVER_SUSPENDED(Kind.FORBIDDEN),
    END_USER_DISABLED(Kind.FORBIDDEN),
    WORKSPACES_GONE(Kind.FORBIDDEN),
    RATE_LIMITED(Kind.LIMITED);

    /** Whether the credential is not believed, or believed and not allowed, or allowed and not now. */
    public enum Kind {
        UNAUTHENTICATED,
        FORBIDDEN,
        LIMITED
    }

    private final Kind kind;

    DenialReason(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
