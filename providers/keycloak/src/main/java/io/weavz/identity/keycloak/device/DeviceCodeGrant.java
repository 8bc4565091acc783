package io.weavz.identity.keycloak.device;

import io.weavz.identity.keycloak.http.OauthProblem;
import io.weavz.identity.keycloak.journey.McpAddress;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceCodeModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;
import org.keycloak.services.cors.Cors;

/** A device's poll, RFC 8628 section 3.4: {@code {grant_type, device_code, client_id, resource?}}. */
final class DeviceCodeGrant {

    private final KeycloakSession session;
    private final Parameters parameters;
    private final EventBuilder event;

    DeviceCodeGrant(KeycloakSession session, Parameters parameters) {
        this.session = session;
        this.parameters = parameters;
        this.event = new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(EventType.OAUTH2_DEVICE_CODE_TO_TOKEN)
                .detail(Details.GRANT_TYPE, parameters.required("grant_type"));
    }

    Response answer() {
        KeycloakCall call = new KeycloakCall(session)
                .with("grant_type", parameters.required("grant_type"))
                .with("client_id", parameters.required("client_id"))
                .with("client_secret", parameters.get("client_secret"))
                .with("device_code", parameters.required("device_code"))
                .with("code_verifier", parameters.get("code_verifier"));
        return call.answer(() -> poll(call));
    }

    private Response poll(KeycloakCall call) {
        Cors cors = Cors.builder().auth().allowedMethods("POST");
        AuthorizeClientUtil.ClientAuthResult authenticated = AuthorizeClientUtil.authorizeClient(session, event, cors);
        ClientModel client = authenticated.getClient();
        Map<String, String> attributes = authenticated.getClientAuthAttributes();
        OAuth2GrantType.Context context = new OAuth2GrantType.Context(
                session,
                OIDCAdvancedConfigWrapper.fromClientModel(client),
                attributes,
                call.form(),
                event,
                cors,
                new TokenManager());
        return new ApprovedDevice(login(client)).process(context);
    }

    /** The login is read here, since Keycloak forgets the code before it lets tokens be made. */
    private DeviceLogin login(ClientModel client) {
        OAuth2DeviceCodeModel code = DeviceGrantType.getDeviceByDeviceCode(
                session, session.getContext().getRealm(), client, event, parameters.required("device_code"));
        if (code == null) {
            throw new OauthProblem(400, "invalid_grant", "The device code is not valid");
        }
        DeviceLogin login = DeviceLogin.of(code)
                .orElseThrow(() -> new OauthProblem(400, "invalid_grant", "The device code is not of this endpoint"));
        parameters
                .get("resource")
                .filter(resource ->
                        !McpAddress.required(session, resource).equals(McpAddress.required(session, login.resource())))
                .ifPresent(resource -> {
                    throw McpAddress.invalid();
                });
        return login;
    }
}
