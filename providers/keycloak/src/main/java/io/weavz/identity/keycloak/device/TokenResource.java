package io.weavz.identity.keycloak.device;

import io.weavz.identity.keycloak.http.OauthProblem;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.keycloak.models.KeycloakSession;

/** The token endpoint of devices (RFC 6749, section 3.2): two grants, each for our own opaque tokens. */
public final class TokenResource {

    private final KeycloakSession session;

    TokenResource(KeycloakSession session) {
        this.session = session;
    }

    @POST
    public Response token(@Context HttpHeaders headers, InputStream body) {
        Parameters parameters = Parameters.read(session, headers, body);
        return switch (parameters.required("grant_type")) {
            case "urn:ietf:params:oauth:grant-type:device_code" -> new DeviceCodeGrant(session, parameters).answer();
            case "refresh_token" -> new RefreshGrant(session, parameters).answer();
            default -> throw new OauthProblem(400, "unsupported_grant_type", "The grant_type is not supported here");
        };
    }
}
