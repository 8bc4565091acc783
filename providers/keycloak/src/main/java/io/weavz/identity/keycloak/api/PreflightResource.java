package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.http.OurPaths;
import io.weavz.identity.keycloak.journey.TrustedOrigins;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/**
 * Answers what a browser asks before a page of a trusted origin sends a request (CORS preflight): it carries no
 * credential, so it is answered before the guard. Below {@code /api/auth} there is no other OPTIONS.
 */
public final class PreflightResource {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Authorization, Content-Type, X-Org-ID, X-Service-Key, X-Weavz-Source, X-Requested-With,"
                    + " MCP-Protocol-Version, Mcp-Method, Mcp-Name";
    private static final String OF_GATEWAYS = "/api/v1/verify";

    private final boolean trusted;

    private PreflightResource(boolean trusted) {
        this.trusted = trusted;
    }

    /** The resource for this request: this one for a preflight, else the other. */
    static Object orElse(KeycloakSession session, Object other) {
        HttpRequest request = session.getContext().getHttpRequest();
        boolean options = "OPTIONS".equals(request.getHttpMethod())
                && !session.getContext().getUri().getPath().contains(OF_GATEWAYS);
        if (!options) {
            return other;
        }
        boolean trusted = isTrusted(session, request.getHttpHeaders());
        return trusted || OurPaths.areAuth(session) ? new PreflightResource(trusted) : other;
    }

    private static boolean isTrusted(KeycloakSession session, HttpHeaders headers) {
        String origin = headers.getHeaderString("Origin");
        return origin != null
                && headers.getHeaderString("Access-Control-Request-Method") != null
                && TrustedOrigins.of(session).contains(origin);
    }

    @OPTIONS
    @Path("{path: .*}")
    public Response options() {
        return trusted
                ? Response.noContent()
                        .header("Access-Control-Allow-Methods", METHODS)
                        .header("Access-Control-Allow-Headers", HEADERS)
                        .header("Access-Control-Max-Age", 600)
                        .build()
                : Response.status(404).build();
    }
}
