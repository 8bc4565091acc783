package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.decision.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The claims that say who is calling, the same in introspection, in minted tokens and in a batch's results. */
public final class PrincipalClaims {

    public static final String ORGANIZATION_ID = "org_id";
    public static final String ORGANIZATION_SLUG = "org_slug";
    public static final String PLAN = "plan";
    public static final String AUTH_METHOD = "auth_method";
    public static final String CREDENTIAL_ID = "credential_id";
    public static final String PROJECT_IDS = "project_ids";
    public static final String MCP_SERVER_ID = "mcp_server_id";

    /** The client that stands for the API as an audience. */
    public static final String API_AUDIENCE = "weavz-api";

    private PrincipalClaims() {}

    /** Absent claims are left out: no project_ids means every project of the organization. */
    public static Map<String, Object> of(Principal principal) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put(ORGANIZATION_ID, principal.organization().id());
        claims.put(ORGANIZATION_SLUG, principal.organization().slug());
        claims.put(PLAN, principal.organization().plan().wireName());
        claims.put(AUTH_METHOD, principal.method().wireName());
        claims.put(CREDENTIAL_ID, principal.credentialId());
        principal.workspaceIds().ifPresent(ids -> claims.put(PROJECT_IDS, sorted(ids)));
        principal.mcp().ifPresent(mcp -> claims.put(MCP_SERVER_ID, mcp.serverId()));
        principal.endUser().ifPresent(endUser -> claims.put("end_user_id", endUser.externalId()));
        return claims;
    }

    /** One order for one set, however it was read. */
    public static List<String> sorted(Set<String> ids) {
        List<String> sorted = new ArrayList<>(ids);
        Collections.sort(sorted);
        return sorted;
    }

    /** The scopes as one string; empty when there are none, and then left out by every door. */
    public static String scope(Principal principal) {
        return String.join(" ", principal.scopes());
    }

    /** Whom a credential is good for: the API, or one MCP server's address. */
    public static List<String> audience(PublicUrls urls, Principal principal) {
        return List.of(
                principal.mcp().map(mcp -> urls.mcpEndpoint(mcp.serverId())).orElse(API_AUDIENCE));
    }
}
