package io.weavz.identity.keycloak.device;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import io.weavz.identity.keycloak.audit.Actor;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.PublicUrls;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;

/**
 * Makes the tokens of a sign-in: an access token, and a refresh token that lives as long as Keycloak keeps an offline
 * session that nobody uses.
 */
final class SignInTokens {

    private final KeycloakSession session;
    private final Journey journey;
    private final Instant now;

    SignInTokens(KeycloakSession session) {
        this.session = session;
        this.journey = Journey.of(session);
        this.now = journey.now();
    }

    /** The first tokens of a sign-in. */
    Response begin(Owner.OfPerson owner, String serverId, String name, Set<String> scopes) {
        journey.credentials().removeExpired(owner.userId(), now);
        Response answer = next(owner, serverId, name, scopes, scopes);
        changed(owner, OperationType.CREATE, owner.signIn().familyId());
        return answer;
    }

    /**
     * A pair of tokens, RFC 6749 section 5.1.
     *
     * @param scopes of the access token
     * @param all of the refresh token, which may be more
     */
    Response next(Owner.OfPerson owner, String serverId, String name, Set<String> scopes, Set<String> all) {
        Duration life = journey.settings().mcpTokenLifetime();
        Duration idle = Duration.ofSeconds(session.getContext().getRealm().getOfflineSessionIdleTimeout());
        NewSecret access = add(CredentialKind.MCP_OAUTH_TOKEN, owner, name, scopes, life);
        NewSecret refresh = add(CredentialKind.MCP_REFRESH_TOKEN, owner, name, all, idle);
        return Answer.ok()
                .with("access_token", access)
                .with("token_type", "Bearer")
                .with("expires_in", life.toSeconds())
                .with("refresh_token", refresh)
                .with("scope", String.join(" ", scopes))
                .with("resource", PublicUrls.of(session).mcpEndpoint(serverId))
                .build();
    }

    private NewSecret add(CredentialKind kind, Owner.OfPerson owner, String name, Set<String> scopes, Duration life) {
        NewSecret secret = journey.issuer().issue(kind);
        CredentialRecord token = new CredentialRecord(
                UUID.randomUUID().toString(),
                kind,
                secret.format(),
                secret.displayPrefix(),
                name,
                owner,
                Optional.empty(),
                scopes,
                Optional.empty(),
                true,
                Optional.of(owner.userId()),
                Optional.of(now.plus(life)),
                Optional.empty(),
                now);
        journey.credentials().add(token, secret.fingerprint());
        return secret;
    }

    /** Ends a sign-in whose refresh token was used by two. */
    void end(Owner.OfPerson owner) {
        journey.credentials().removeFamily(owner.signIn().familyId());
        changed(owner, OperationType.DELETE, owner.signIn().familyId());
    }

    private void changed(Owner.OfPerson owner, OperationType operation, String familyId) {
        journey.audit()
                .changed(
                        new Actor(AuthMethod.MCP_OAUTH.wireName(), familyId, owner.userId()),
                        operation,
                        "organizations/" + owner.organizationId() + "/sign-ins/" + familyId);
    }
}
