package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.registry.McpServer;
import java.util.List;
import java.util.stream.Stream;
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
        return base + "/mcp/" + (serverId.equals(McpServer.BUILT_IN) ? serverId : SERVER_PREFIX + serverId);
    }

    /** Where the server takes tokens of an OAuth sign-in, and answers where to get one. */
    public String mcpOauth(String serverId) {
        return mcpEndpoint(serverId) + "/oauth";
    }

    /** Where RFC 9728 says it of {@link #mcpOauth}. */
    public String mcpMetadata(String serverId) {
        return base + "/oauth/protected-resource/mcp/" + SERVER_PREFIX + serverId + "/oauth";
    }

    /** Where a person enters the code that a device shows. */
    public String devicePage() {
        return base + "/oauth/device";
    }

    /** Each address under which clients reach this realm's paths, the one that answers show first. */
    public static List<String> bases(KeycloakSession session) {
        String realm = session.getContext().getRealm().getName();
        String root = session.getContext().getUri().getBaseUri().toString().replaceAll("/+$", "");
        Settings settings = Journey.of(session).settings();
        boolean atRoot = settings.rootPaths() && settings.rootRealm().equals(realm);
        return Stream.of(of(session).base, realmUrl(session), root + "/realms/" + realm, atRoot ? root : "")
                .filter(base -> !base.isEmpty())
                .distinct()
                .toList();
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
