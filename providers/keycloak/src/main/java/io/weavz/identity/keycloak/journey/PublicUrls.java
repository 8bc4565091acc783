package io.weavz.identity.keycloak.journey;

import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/** The addresses that answers show to clients. */
public final class PublicUrls {

    /** Goes before the id of an MCP server in its address. */
    public static final String SERVER_PREFIX = "srv_";

    private final String base;

    private PublicUrls(String base) {
        this.base = base;
    }

    public static PublicUrls of(KeycloakSession session) {
        return new PublicUrls(Journey.of(session).settings().publicUrl().orElseGet(() -> realmUrl(session)));
    }

    private static String realmUrl(KeycloakSession session) {
        return session.getContext()
                .getUri(UrlType.FRONTEND)
                .getBaseUriBuilder()
                .path("realms")
                .path(session.getContext().getRealm().getName())
                .build()
                .toString();
    }

    public String mcpEndpoint(String serverId) {
        return base + "/mcp/" + SERVER_PREFIX + serverId;
    }

    /** Where an end user connects accounts; the portal itself is the integration service's. */
    public String connectPortal(String token) {
        return base + "/connect/portal#token=" + token;
    }

    /** Where better-auth's clients find us. */
    public String auth() {
        return base + "/api/auth";
    }

    /** Where the dashboard shows an invitation; its id follows. */
    public String invitation() {
        return base + "/dashboard/#/invitations/";
    }

    public String api() {
        return base + "/api/v1";
    }
}
