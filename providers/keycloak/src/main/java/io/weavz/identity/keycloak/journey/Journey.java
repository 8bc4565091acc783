package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.credential.SessionSigner;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Identification;
import io.weavz.identity.access.issue.SecretIssuer;
import io.weavz.identity.access.registry.Credentials;
import io.weavz.identity.access.registry.EndUsers;
import io.weavz.identity.access.registry.Invitations;
import io.weavz.identity.access.registry.McpServers;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Workspaces;
import io.weavz.identity.keycloak.audit.AuditTrail;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.Provider;

/**
 * The journey as a door reaches it, {@code session.getProvider(Journey.class)}: the decision, the objects of the
 * session's realm, and what time it is. The assembly provides it.
 */
public interface Journey extends Provider {

    static Journey of(KeycloakSession session) {
        return session.getProvider(Journey.class);
    }

    /** Decides, counts the decision, and hands a refusal of a known credential to the audit trail. */
    Decision decide(AccessRequest request);

    /** Like {@link #decide}, for what is asked of the platform and not of an organization. */
    Identification identify(AccessRequest request);

    /** Decides again about a token that was minted from a credential. */
    Decision decideAgain(String credentialId, String organizationId);

    Organizations organizations();

    Workspaces workspaces();

    Credentials credentials();

    McpServers mcpServers();

    EndUsers endUsers();

    Invitations invitations();

    SecretIssuer issuer();

    SessionSigner sessionSigner();

    AddressLimits addressLimits();

    AuditTrail audit();

    Settings settings();

    /** Says that this request changes something that a remembered answer may depend on. */
    void changing();

    /**
     * What was found out about a live session, remembered for as long as nothing changes anywhere.
     *
     * @param what of the session
     * @param load finds it out
     */
    <T> Optional<T> recall(String handle, String what, Class<T> type, Supplier<Optional<T>> load);

    /** Now, in whole milliseconds, as rows and answers keep it. */
    Instant now();

    @Override
    default void close() {}
}
