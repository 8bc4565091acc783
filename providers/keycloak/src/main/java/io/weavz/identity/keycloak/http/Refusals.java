package io.weavz.identity.keycloak.http;

import io.weavz.identity.access.decision.DenialReason;

/** The one place where a reason to refuse becomes what the client sees. */
public final class Refusals {

    private Refusals() {}

    public static ApiError of(DenialReason reason) {
        return switch (reason) {
            case MISSING,
                    MALFORMED,
                    AMBIGUOUS,
                    UNKNOWN,
                    DISABLED,
                    EXPIRED,
                    WRONG_DOOR,
                    WRONG_MCP_SERVER,
                    MCP_MODE,
                    ORGANIZATION_NOT_NAMED -> ApiError.UNAUTHORIZED;
            case UNTRUSTED_ORIGIN,
                    OTHER_ORGANIZATION,
                    UNKNOWN_ORGANIZATION,
                    ORGANIZATION_DISABLED,
                    PLAN_WITHOUT_SERVICE_KEYS,
                    ORGANIZATION_NOT_ALLOWED,
                    ROLE_TOO_LOW,
                    MCP_SERVER_SUSPENDED,
                    END_USER_DISABLED,
                    WORKSPACES_GONE -> ApiError.FORBIDDEN;
            case NOT_A_MEMBER -> ApiError.NOT_MEMBER;
            case RATE_LIMITED -> ApiError.RATE_LIMITED;
        };
    }
}
