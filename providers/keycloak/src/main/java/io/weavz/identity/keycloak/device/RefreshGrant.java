package io.weavz.identity.keycloak.device;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.credential.CredentialReader;
import io.weavz.identity.access.credential.PresentedCredential.Opaque;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import io.weavz.identity.keycloak.http.OauthProblem;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.McpAddress;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * The refresh grant, RFC 6749 section 6: {@code {grant_type, refresh_token, resource?, scope?, client_id?}}. Each
 * refresh token is spent by its use; two processes that share one may both use it within a minute. One that comes later
 * than that is a stolen one or its victim's, and ends the sign-in (RFC 9700, section 4.14.2).
 */
final class RefreshGrant {

    private static final Duration GRACE = Duration.ofSeconds(60);

    private final KeycloakSession session;
    private final Journey journey;
    private final Parameters parameters;

    RefreshGrant(KeycloakSession session, Parameters parameters) {
        this.session = session;
        this.journey = Journey.of(session);
        this.parameters = parameters;
    }

    Response answer() {
        Principal principal = principal();
        CredentialRecord token =
                journey.credentials().personToken(principal.credentialId()).orElseThrow(RefreshGrant::invalid);
        Owner.OfPerson owner = (Owner.OfPerson) token.owner();
        String serverId = principal.mcp().orElseThrow().serverId();
        requireSame(serverId, owner);
        Set<String> scopes = scopes(token.scopes());
        SignInTokens tokens = new SignInTokens(session);
        if (!journey.credentials().spend(token.id(), journey.now(), GRACE)) {
            tokens.end(owner);
            // Answered and not thrown: what was just removed must stay removed.
            return invalid().answer();
        }
        keepAlive(owner);
        return tokens.next(owner, serverId, token.name(), scopes, token.scopes());
    }

    private Principal principal() {
        Optional<Opaque> presented = CredentialReader.ofToken(parameters.required("refresh_token"))
                .filter(Opaque.class::isInstance)
                .map(Opaque.class::cast)
                .filter(opaque -> opaque.kind() == CredentialKind.MCP_REFRESH_TOKEN);
        Decision decision = journey.decide(new AccessRequest(
                Door.REFRESH,
                presented.<Reading>map(Reading.Presented::new).orElseGet(Reading.Malformed::new),
                List.of(),
                Optional.empty()));
        if (decision instanceof Decision.Granted granted) {
            return granted.principal();
        }
        throw invalid();
    }

    /** A refresh token stays with its server and its client. */
    private void requireSame(String serverId, Owner.OfPerson owner) {
        boolean otherServer = parameters
                .get("resource")
                .filter(resource ->
                        !McpAddress.required(session, resource).serverId().equals(serverId))
                .isPresent();
        if (otherServer) {
            throw McpAddress.invalid();
        }
        boolean otherClient = parameters
                .get("client_id")
                .filter(clientId -> !isClient(clientId, owner.signIn().clientId()))
                .isPresent();
        if (otherClient) {
            throw invalid();
        }
    }

    private boolean isClient(String clientId, String id) {
        ClientModel client = session.getContext().getRealm().getClientByClientId(clientId);
        return client != null && client.getId().equals(id);
    }

    private Set<String> scopes(Set<String> granted) {
        Set<String> wanted = parameters.get("scope").map(Scopes::parsed).orElse(granted);
        if (!granted.containsAll(wanted)) {
            throw new OauthProblem(400, "invalid_scope", "The sign-in has fewer scopes");
        }
        return wanted;
    }

    /** Keycloak ends an offline session that nobody uses; this one is used. */
    private void keepAlive(Owner.OfPerson owner) {
        session.sessions()
                .getOfflineUserSession(
                        session.getContext().getRealm(), owner.signIn().sessionId())
                .setLastSessionRefresh((int) journey.now().getEpochSecond());
    }

    private static OauthProblem invalid() {
        return new OauthProblem(400, "invalid_grant", "The refresh token is not valid");
    }
}
