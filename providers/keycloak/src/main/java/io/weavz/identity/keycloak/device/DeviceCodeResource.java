package io.weavz.identity.keycloak.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.http.OauthProblem;
import io.weavz.identity.keycloak.journey.McpAddress;
import io.weavz.identity.keycloak.journey.PublicUrls;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;

/**
 * The device authorization request of RFC 8628, section 3.1, made to Keycloak's own endpoint: {@code {client_id,
 * resource, scope?}}.
 */
public final class DeviceCodeResource {

    private final KeycloakSession session;

    DeviceCodeResource(KeycloakSession session) {
        this.session = session;
    }

    @POST
    public Response create(@Context HttpHeaders headers, InputStream body) {
        Parameters parameters = Parameters.read(session, headers, body);
        String resource = parameters.required("resource");
        McpAddress.required(session, resource);
        Set<String> scopes = Scopes.requested(parameters);
        KeycloakCall call = new KeycloakCall(session)
                .with("client_id", parameters.required("client_id"))
                .with("client_secret", parameters.get("client_secret"))
                .with("scope", String.join(" ", scopes))
                .with("code_challenge", parameters.get("code_challenge"))
                .with("code_challenge_method", parameters.get("code_challenge_method"))
                .with(DeviceLogin.ID, UUID.randomUUID().toString())
                .with(DeviceLogin.RESOURCE, resource);
        Response response = call.answer(() -> new DeviceEndpoint(session, event()).handleDeviceRequest());
        return response.getStatus() == 200 ? shown(response) : response;
    }

    private EventBuilder event() {
        return new EventBuilder(
                session.getContext().getRealm(), session, session.getContext().getConnection());
    }

    /** Keycloak's answer, with the address of our page. */
    private Response shown(Response response) {
        if (!(response.getEntity() instanceof byte[] json)) {
            throw new OauthProblem(500, "server_error", "The request failed");
        }
        JsonNode answer = Json.stored(new String(json, StandardCharsets.UTF_8));
        String page = PublicUrls.of(session).devicePage();
        String code = answer.path("user_code").asText();
        return Answer.ok()
                .with("device_code", answer.path("device_code").asText())
                .with("user_code", code)
                .with("verification_uri", page)
                .with("verification_uri_complete", page + "?user_code=" + code)
                .with("expires_in", answer.path("expires_in").asInt())
                .with("interval", answer.path("interval").asInt())
                .build();
    }
}
