package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.SessionSigner;
import io.weavz.identity.access.decision.AccessDecision;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.DenialReason;
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
import io.weavz.identity.keycloak.audit.KeycloakAuditTrail;
import io.weavz.identity.keycloak.journey.AddressLimits;
import io.weavz.identity.keycloak.journey.DoorContext;
import io.weavz.identity.keycloak.journey.Finding;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.Nodes;
import io.weavz.identity.keycloak.journey.Settings;
import io.weavz.identity.keycloak.journey.SignedInSessions;
import io.weavz.identity.keycloak.memory.Memory;
import io.weavz.identity.keycloak.storage.JpaCredentialBook;
import io.weavz.identity.keycloak.storage.JpaCredentials;
import io.weavz.identity.keycloak.storage.JpaEndUsers;
import io.weavz.identity.keycloak.storage.JpaInventory;
import io.weavz.identity.keycloak.storage.JpaInvitations;
import io.weavz.identity.keycloak.storage.JpaMcpServers;
import io.weavz.identity.keycloak.storage.JpaUsages;
import io.weavz.identity.keycloak.storage.JpaWorkspaces;
import io.weavz.identity.keycloak.storage.KeycloakAuditLog;
import io.weavz.identity.keycloak.storage.KeycloakOrganizations;
import io.weavz.identity.keycloak.storage.KeycloakSessions;
import io.weavz.identity.keycloak.storage.ReadTimeout;
import io.weavz.identity.keycloak.storage.SignIns;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The journey of one request in its realm: here the ports get their adapters. */
final class RealmJourney implements Journey {

    private final KeycloakSession session;
    private final Assembly assembly;
    private final RealmModel realm;
    private Organizations organizations;
    private AccessDecision decision;
    /** What Keycloak or Hibernate has read once in a request, they answer from then on: the realm comes first. */
    private final Memory.Moment begun;

    /** Nothing is opened yet: a request that is answered from memory asks no database. */
    RealmJourney(KeycloakSession session, Assembly assembly) {
        this.session = session;
        this.assembly = assembly;
        this.begun = assembly.memory().now();
        this.realm = session.getContext().getRealm();
    }

    private EntityManager entityManager() {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private AccessDecision decision() {
        if (decision == null) {
            decision = new AccessDecision(
                    book(),
                    assembly.clock(),
                    Optional.of(assembly.rateLimits()).filter(any -> settings().limitRates(realm)));
        }
        return decision;
    }

    private RealmCredentialBook book() {
        return new RealmCredentialBook(
                memory(),
                this::storedCredentials,
                assembly.bootstrap(),
                sessions(),
                this::organizations,
                assembly.clock(),
                assembly.life());
    }

    private SessionBook sessions() {
        return new SessionBook(session, this::organizations, assembly.sessionSigner(), assembly.clock());
    }

    private <T> T inTime(Supplier<T> read) {
        return ReadTimeout.within(entityManager(), read);
    }

    private RealmMemory memory() {
        return new RealmMemory(
                assembly.memory(),
                assembly.doors(),
                assembly.tokens(),
                assembly.keys(),
                realm.getId(),
                begun,
                () -> Changes.isChanging(session),
                this::inTime);
    }

    private JpaCredentialBook storedCredentials() {
        return new JpaCredentialBook(
                entityManager(),
                realm.getId(),
                organizations(),
                new SignIns(session, realm),
                assembly.fingerprinter(),
                assembly.clock(),
                assembly.writeBehind()::renewed,
                assembly.life(),
                book()::organization);
    }

    @Override
    public Decision decide(AccessRequest request) {
        Decision decided = decision().decide(request);
        if (decided instanceof Decision.Granted granted) {
            assembly.workers().granted(request.door(), granted.principal());
        } else {
            refused(request, (Decision.Refused) decided);
        }
        return decided;
    }

    /** An organization of a realm that is switched off is off; who asks for no organization is told so here. */
    private Identification inLivingRealm(Identification identified) {
        return identified instanceof Identification.Known known && !realm.isEnabled()
                ? new Decision.Refused(DenialReason.ORGANIZATION_DISABLED, Optional.of(known.credential()))
                : identified;
    }

    @Override
    public Identification identify(AccessRequest request) {
        Identification identified = inLivingRealm(decision().identify(request));
        if (identified instanceof Identification.Known known) {
            assembly.workers()
                    .granted(
                            request.door(),
                            known.credential().method(),
                            known.credential().id());
        } else {
            refused(request, (Decision.Refused) identified);
        }
        return identified;
    }

    private void refused(AccessRequest request, Decision.Refused refusal) {
        assembly.workers().refused(request.door(), refusal);
        audit().refused(request, refusal);
    }

    @Override
    public Decision decideAgain(String credentialId, String organizationId) {
        return decision().decideAgain(credentialId, organizationId);
    }

    @Override
    public Organizations organizations() {
        if (organizations == null) {
            organizations =
                    new KeycloakOrganizations(session, realm, entityManager(), assembly.clock(), this::changing);
        }
        return organizations;
    }

    @Override
    public Workspaces workspaces() {
        return new JpaWorkspaces(entityManager());
    }

    @Override
    public Credentials credentials() {
        return new JpaCredentials(
                entityManager(), realm.getId(), assembly.writeBehind().uses(), this::changing);
    }

    @Override
    public McpServers mcpServers() {
        return new JpaMcpServers(entityManager());
    }

    @Override
    public EndUsers endUsers() {
        return new JpaEndUsers(entityManager());
    }

    @Override
    public Invitations invitations() {
        return new JpaInvitations(entityManager(), realm.getId());
    }

    @Override
    public Usages usages() {
        return new JpaUsages(entityManager());
    }

    @Override
    public Inventory inventory() {
        return new JpaInventory(
                entityManager(), realm.getId(), assembly.writeBehind().uses());
    }

    @Override
    public AuditLog auditLog() {
        return new KeycloakAuditLog(entityManager(), realm.getId());
    }

    @Override
    public SignedInSessions signedInSessions() {
        return new KeycloakSessions(entityManager(), realm.getId());
    }

    @Override
    public Nodes nodes() {
        return assembly.nodes();
    }

    @Override
    public SessionSigner sessionSigner() {
        return assembly.sessionSigner();
    }

    @Override
    public AddressLimits addressLimits() {
        return assembly.addressLimits();
    }

    @Override
    public SecretIssuer issuer() {
        return assembly.issuer();
    }

    @Override
    public AuditTrail audit() {
        return new KeycloakAuditTrail(session, assembly.writeBehind().refusals(), assembly.clock(), this::changedAt);
    }

    @Override
    public Settings settings() {
        return assembly.settings();
    }

    private void changedAt(String path) {
        changing(Subjects.ofPath(path).orElse(Finding.realm(realm.getId())));
    }

    @Override
    public void changing(String subject) {
        changing(Set.of(subject));
    }

    private void changing(Set<String> subjects) {
        assembly.changes().changing(session, subjects);
    }

    @Override
    public DoorContext door() {
        URI root = session.getContext().getHttpRequest().getUri().getBaseUri();
        return memory().door(
                        realm.getName(),
                        root.getScheme() + "://" + root.getAuthority(),
                        () -> new Finding<>(
                                Optional.of(DoorContext.of(session)),
                                Set.of(Finding.realm(realm.getId())),
                                now().plus(assembly.life())));
    }

    @Override
    public <T> Optional<T> recall(String what, String name, Class<T> type, Supplier<Finding<T>> work) {
        return memory().derived(what, name, type, work);
    }

    @Override
    public String token(String name, Supplier<Finding<String>> mint) {
        return memory().token(name, mint);
    }

    @Override
    public Instant now() {
        return assembly.clock().instant();
    }
}
