package io.weavz.identity.keycloak.device;

import java.util.Optional;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OAuth2DeviceCodeModel;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.protocol.oidc.grants.device.endpoints.DeviceEndpoint;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * One login of a device, from its code to its tokens. The chosen workspace belongs to the login: two devices that one
 * browser approves may get two workspaces.
 *
 * @param id of this login
 * @param resource the MCP server that it is for
 * @param userCode the code that the person has typed, present in the browser only
 */
record DeviceLogin(String id, String resource, Optional<String> userCode) {

    /** Names of parameters that Keycloak keeps with the device code. */
    static final String ID = "weavz_login";

    static final String RESOURCE = "weavz_resource";

    private static final String WORKSPACE = "weavz.workspace.";

    static Optional<DeviceLogin> of(OAuth2DeviceCodeModel code) {
        return of(code, Optional.empty());
    }

    /** The login that the browser is about, if it is about one of ours. */
    static Optional<DeviceLogin> of(KeycloakSession session, AuthenticationSessionModel browser) {
        return Optional.ofNullable(browser.getClientNote(DeviceGrantType.OAUTH2_DEVICE_VERIFIED_USER_CODE))
                .flatMap(userCode -> Optional.ofNullable(
                                DeviceEndpoint.getDeviceByUserCode(session, browser.getRealm(), userCode))
                        .flatMap(code -> of(code, Optional.of(userCode))));
    }

    private static Optional<DeviceLogin> of(OAuth2DeviceCodeModel code, Optional<String> userCode) {
        String id = code.getAdditionalParams().get(ID);
        String resource = code.getAdditionalParams().get(RESOURCE);
        return id == null || resource == null ? Optional.empty() : Optional.of(new DeviceLogin(id, resource, userCode));
    }

    /** The session of the client takes the note over when the person approves. */
    void choose(AuthenticationSessionModel browser, String workspaceId) {
        browser.setClientNote(WORKSPACE + id, workspaceId);
    }

    boolean hasChoice(AuthenticationSessionModel browser) {
        return browser.getClientNote(WORKSPACE + id) != null;
    }

    /** The chosen workspace; whoever takes it takes it away. */
    Optional<String> takeChoice(AuthenticatedClientSessionModel approved) {
        Optional<String> workspaceId = Optional.ofNullable(approved.getNote(WORKSPACE + id));
        approved.removeNote(WORKSPACE + id);
        return workspaceId;
    }
}
