package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.KnownCredential.McpBinding;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.lookup.Subject;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.journey.Finding;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.McpAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * Knows the person behind an access token whose one audience is an MCP server (RFC 8707): somebody who signed in for
 * that server. The token is worth what the person is, a member of the server's organization.
 */
final class McpSessionBook {

    /** As long as a session is believed, which ends by itself. */
    private static final Duration LIFE = Duration.ofSeconds(30);

    private final KeycloakSession session;
    private final Journey journey;
    private final Clock clock;

    McpSessionBook(KeycloakSession session, Clock clock) {
        this.session = session;
        this.journey = Journey.of(session);
        this.clock = clock;
    }

    /** @param result a token that Keycloak has found good */
    Finding<KnownCredential> find(AuthResult result) {
        String[] audience = Optional.ofNullable(result.token().getAudience()).orElse(new String[0]);
        if (audience.length != 1) {
            return Finding.forgettable(Optional.empty());
        }
        return McpAddress.of(session, audience[0])
                .flatMap(McpAddress::madeServerId)
                .flatMap(journey.mcpServers()::find)
                .flatMap(server -> journey.organizations()
                        .find(server.organizationId())
                        .map(organization -> found(result, server, organization)))
                .orElseGet(() -> Finding.forgettable(Optional.empty()));
    }

    private Finding<KnownCredential> found(AuthResult result, McpServer server, Organization organization) {
        String userId = result.user().getId();
        AccessToken token = result.token();
        KnownCredential known = new KnownCredential(
                Optional.ofNullable(token.getSessionId()).orElseGet(token::getId),
                AuthMethod.MCP_OAUTH,
                new Standing.InOne(organization, Optional.of(Set.of(server.workspaceId()))),
                Optional.of(new Subject(userId, result.user().getUsername())),
                scopes(token),
                Optional.of(new McpBinding(
                        server.id(),
                        server.workspaceId(),
                        !server.suspended() && isLive(server),
                        server.authMode().allowsOauth())),
                Optional.empty(),
                journey.organizations().member(organization.id(), userId).isPresent(),
                Instant.ofEpochSecond(token.getIat()),
                Optional.of(Instant.ofEpochSecond(token.getExp())));
        return new Finding<>(
                Optional.of(known),
                Set.of(
                        organization.id(),
                        userId,
                        Finding.realm(session.getContext().getRealm().getId())),
                clock.instant().plus(LIFE));
    }

    private boolean isLive(McpServer server) {
        return journey.workspaces()
                .find(server.organizationId(), server.workspaceId())
                .filter(workspace -> !workspace.suspended())
                .isPresent();
    }

    /** Those that are about MCP: the others are about the person, and no business of a server. */
    private static Set<String> scopes(AccessToken token) {
        return Arrays.stream(Optional.ofNullable(token.getScope()).orElse("").split(" "))
                .filter(scope -> scope.startsWith("mcp:"))
                .collect(Collectors.toSet());
    }
}
