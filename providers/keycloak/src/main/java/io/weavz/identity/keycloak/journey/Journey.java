package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.credential.SessionSigner;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Identification;
import io.weavz.identity.access.issue.SecretIssuer;
import io.weavz.identity.access.registry.Credentials;
import io.weavz.identity.access.registry.EndUsers;
import io.weavz.identity.access.registry.Inventory;
import io.weavz.identity.access.registry.Invitations;
import io.weavz.identity.access.registry.McpServers;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Usages;
import io.weavz.identity.access.registry.Workspaces;
import io.weavz.identity.keycloak.audit.AuditLog;
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

    /** Decides, counts the decision, and hands a refusal of a known credential to the audit trail, unless by a limit. */
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

    Usages usages();

    Inventory inventory();

    AuditLog auditLog();

    SignedInSessions signedInSessions();

    Nodes nodes();

    SecretIssuer issuer();

    SessionSigner sessionSigner();

    AddressLimits addressLimits();

    AuditTrail audit();

    Settings settings();

    /**
     * Says that this request changes something that a remembered answer may depend on.
     *
     * @param subject the id of the organization, the person or the service key that changes, or {@link Finding#realm}
     */
    void changing(String subject);

    /** What the doors of this realm know of it, at the address of this request. */
    DoorContext door();

    /**
     * What was worked out, remembered for as long as nothing changes that it depends on.
     *
     * @param what kind of thing it is; kinds do not meet
     * @param name of the thing among its kind
     * @param work finds it out
     */
    <T> Optional<T> recall(String what, String name, Class<T> type, Supplier<Finding<T>> work);

    /**
     * A token that was minted, remembered like what is recalled but apart from it.
     *
     * @param name what makes it the right one
     */
    String token(String name, Supplier<Finding<String>> mint);

    /** Now, in whole milliseconds, as rows and answers keep it. */
    Instant now();

    @Override
    default void close() {}
}
