package io.weavz.identity.keycloak.device;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.urls.UrlType;

/**
 * The route table of {@code /realms/{realm}/oauth}: device login (RFC 8628) as the command line knows it, and the
 * metadata of MCP servers (RFC 9728). Bodies may be JSON or forms.
 */
public final class OauthResource {

    private static final int LONGEST_CODE = 32;

    private final KeycloakSession session;

    public OauthResource(KeycloakSession session) {
        this.session = session;
    }

    @Path("device/code")
    public DeviceCodeResource deviceCode() {
        return new DeviceCodeResource(session);
    }

    @Path("token")
    public TokenResource token() {
        return new TokenResource(session);
    }

    /** Where a device sends its person; the page itself is Keycloak's. */
    @GET
    @Path("device")
    public Response page(@QueryParam("user_code") String code) {
        UriBuilder page =
                DeviceGrantType.oauth2DeviceVerificationUrl(session.getContext().getUri(UrlType.FRONTEND));
        if (code != null && !code.isEmpty() && code.length() <= LONGEST_CODE) {
            page.queryParam("user_code", "{code}");
        } else {
            code = "";
        }
        return Response.status(Response.Status.FOUND)
                .location(page.build(session.getContext().getRealm().getName(), code))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("protected-resource/{path: .+}")
    public Response protectedResource(@PathParam("path") String path) {
        return new ProtectedResource(session).answer(path);
    }
}
