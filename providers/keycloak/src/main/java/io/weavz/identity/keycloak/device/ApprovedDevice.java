package io.weavz.identity.keycloak.device;

import io.weavz.identity.access.registry.CredentialRecord.Owner;
import io.weavz.identity.access.registry.CredentialRecord.SignIn;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.keycloak.device.Choices.Choice;
import io.weavz.identity.keycloak.http.OauthProblem;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.McpAddress;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.managers.UserSessionManager;

/**
 * Keycloak's device grant up to the point where it would make its own tokens: ours are made instead. The sign-in is
 * kept as an offline session, so that it outlives the browser and can be found and ended in the account console.
 */
final class ApprovedDevice extends DeviceGrantType {

    private final DeviceLogin login;

    ApprovedDevice(DeviceLogin login) {
        this.login = login;
    }

    @Override
    protected Response createTokenResponse(
            UserModel user,
            UserSessionModel userSession,
            ClientSessionContext clientContext,
            String scope,
            boolean code,
            Function<AccessTokenResponseBuilder, ClientPolicyContext> policies) {
        AuthenticatedClientSessionModel approved = clientContext.getClientSession();
        McpAddress address = McpAddress.required(session, login.resource());
        Choice choice = login.takeChoice(approved)
                .flatMap(workspaceId -> new Choices(Journey.of(session)).of(user.getId(), address, workspaceId))
                .orElseThrow(() -> refused("The person has no workspace for the device"));
        new UserSessionManager(session).createOrUpdateOfflineSession(approved, userSession);
        Owner.OfPerson owner = new Owner.OfPerson(
                choice.organization().id(),
                choice.workspace().id(),
                choice.server().map(McpServer::id),
                user.getId(),
                new SignIn(UUID.randomUUID().toString(), client.getId(), userSession.getId()));
        Response answer =
                new SignInTokens(session).begin(owner, address.serverId(), client.getClientId(), scopes(scope, choice));
        event.detail("org_id", choice.organization().id())
                .detail("family_id", owner.signIn().familyId())
                .success();
        return answer;
    }

    private static Set<String> scopes(String requested, Choice choice) {
        Set<String> wanted = Scopes.parsed(requested);
        Set<String> granted = choice.server()
                .map(server -> Scopes.common(wanted, Scopes.of(server.mode())))
                .orElse(wanted);
        if (granted.isEmpty()) {
            throw new OauthProblem(400, "invalid_scope", "The server offers none of the scopes");
        }
        return granted;
    }

    private OauthProblem refused(String description) {
        event.error("access_denied");
        return new OauthProblem(400, "access_denied", description);
    }
}
