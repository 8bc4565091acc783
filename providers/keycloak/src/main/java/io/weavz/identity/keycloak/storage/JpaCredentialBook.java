package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.credential.Fingerprint;
import io.weavz.identity.access.credential.Fingerprinter;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.KnownCredential.EndUserBinding;
import io.weavz.identity.access.lookup.KnownCredential.McpBinding;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.keycloak.journey.Finding;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Knows the opaque credentials of one realm by their fingerprints. */
public final class JpaCredentialBook {

    /** Each parameter has one value: of a list Hibernate would make new SQL at every look-up. */
    private static final String BY_FINGERPRINT = "r.realmId = :realm and r.kind = :kind and (r.hash in (:first, :last)"
            + " or (r.previousHash in (:first, :last) and r.previousUntil > :now))";

    /** What a session of Keycloak's or a guess stands behind is looked up anew after this. */
    private static final Duration SHORT_LIFE = Duration.ofSeconds(30);

    private final Rows<WeavzCredential> credentials;
    private final EntityManager entityManager;
    private final String realmId;
    private final Organizations organizations;
    private final SignIns signIns;
    private final Fingerprinter fingerprinter;
    private final Clock clock;
    private final BiConsumer<String, Fingerprint> renewed;
    private final Duration life;
    private final Function<String, Optional<Organization>> remembered;

    /**
     * @param renewed takes the fingerprint under the current pepper of a credential that was found under the previous
     *     one, so that the previous pepper can go one day
     * @param life how long what is found may be remembered while nothing changes
     * @param remembered finds an organization by its id: one for all its credentials, and most often without a query
     */
    public JpaCredentialBook(
            EntityManager entityManager,
            String realmId,
            Organizations organizations,
            SignIns signIns,
            Fingerprinter fingerprinter,
            Clock clock,
            BiConsumer<String, Fingerprint> renewed,
            Duration life,
            Function<String, Optional<Organization>> remembered) {
        this.credentials = new Rows<>(entityManager, WeavzCredential.class);
        this.entityManager = entityManager;
        this.realmId = realmId;
        this.organizations = organizations;
        this.signIns = signIns;
        this.fingerprinter = fingerprinter;
        this.clock = clock;
        this.renewed = renewed;
        this.life = life;
        this.remembered = remembered;
    }

    /** What the secret stands for, and on what that depends; of an unknown one, that no such secret is issued. */
    public Finding<KnownCredential> find(PresentedCredential.Opaque presented) {
        List<Fingerprint> candidates = fingerprinter.candidates(presented.secret());
        List<String> hashes = candidates.stream().map(Fingerprint::hex).toList();
        Instant now = clock.instant();
        Optional<WeavzCredential> row = credentials.first(
                BY_FINGERPRINT,
                Map.of(
                        "realm",
                        realmId,
                        "kind",
                        presented.kind(),
                        "first",
                        hashes.get(0),
                        "last",
                        hashes.get(hashes.size() - 1),
                        "now",
                        now.toEpochMilli()));
        row.filter(found -> isUnderOldPepper(found, hashes))
                .ifPresent(found -> renewed.accept(found.id, candidates.get(0)));
        Optional<KnownCredential> known =
                row.flatMap(found -> known(found).map(credential -> until(credential, end(found, hashes))));
        Set<String> subjects = new HashSet<>(row.map(WeavzCredential::subjects).orElseGet(() -> Set.copyOf(hashes)));
        subjects.add(Finding.realm(realmId));
        boolean lasting = known.isPresent() && !row.get().isPersons();
        return new Finding<>(known, subjects, now.plus(lasting ? life : SHORT_LIFE));
    }

    /** Of a secret that was replaced, the end of the overlap. */
    private static Optional<Instant> end(WeavzCredential row, List<String> hashes) {
        return hashes.contains(row.hash) ? Optional.empty() : WeavzCredential.instant(row.previousUntil);
    }

    private static KnownCredential until(KnownCredential credential, Optional<Instant> end) {
        return end.filter(
                        overlap -> credential.expiresAt().map(overlap::isBefore).orElse(true))
                .map(overlap -> credential.endingAt(overlap))
                .orElse(credential);
    }

    private static boolean isUnderOldPepper(WeavzCredential row, List<String> hashes) {
        return hashes.indexOf(row.hash) > 0;
    }

    public Optional<KnownCredential> byId(String id) {
        return credentials.find(id).filter(row -> row.realmId.equals(realmId)).flatMap(this::known);
    }

    /** What a credential hangs on may be deleted while it is read; the database has then removed the credential too. */
    private Optional<KnownCredential> known(WeavzCredential row) {
        try {
            return whole(row);
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<KnownCredential> whole(WeavzCredential row) {
        return switch (row.kind) {
            case API_KEY -> organization(row).map(owner -> of(row, AuthMethod.API_KEY, inOne(row, owner)));
            case SERVICE_KEY -> Optional.of(of(row, AuthMethod.SERVICE_KEY, inNamed(row)));
            case MCP_TOKEN, MCP_OAUTH_TOKEN, MCP_REFRESH_TOKEN ->
                organization(row)
                        .flatMap(owner -> row.isPersons() ? persons(row, owner) : Optional.of(mcp(row, owner)));
            case CONNECT_TOKEN -> organization(row).map(owner -> connect(row, owner));
        };
    }

    private Optional<Organization> organization(WeavzCredential row) {
        return remembered.apply(row.organizationId);
    }

    private static Standing inOne(WeavzCredential row, Organization owner) {
        return new Standing.InOne(owner, row.scoped ? Optional.of(Set.copyOf(row.workspaceIds)) : Optional.empty());
    }

    private static Standing inNamed(WeavzCredential row) {
        return new Standing.InNamed(row.scoped ? Optional.of(Set.copyOf(row.organizationIds)) : Optional.empty());
    }

    private KnownCredential mcp(WeavzCredential row, Organization owner) {
        boolean oauth = row.kind == CredentialKind.MCP_OAUTH_TOKEN;
        McpBinding binding = binding(row, oauth);
        return of(
                row,
                oauth ? AuthMethod.MCP_OAUTH : AuthMethod.MCP_BEARER,
                new Standing.InOne(owner, Optional.of(Set.of(binding.workspaceId()))),
                Optional.of(binding),
                Optional.ofNullable(row.endUserId).map(id -> bound(required(WeavzEndUser.class, id))));
    }

    /** A person's token is worth what the person is: a member, with the sign-in that it came from. */
    private Optional<KnownCredential> persons(WeavzCredential row, Organization owner) {
        McpBinding binding = row.serverId == null
                ? new McpBinding(McpServer.BUILT_IN, row.workspaceId, isLive(row.workspaceId), true)
                : binding(row, true);
        return signIns.of(row)
                .map(signIn -> new KnownCredential(
                        row.id,
                        row.kind == CredentialKind.MCP_REFRESH_TOKEN ? AuthMethod.MCP_REFRESH : AuthMethod.MCP_OAUTH,
                        new Standing.InOne(owner, Optional.of(Set.of(binding.workspaceId()))),
                        Optional.of(signIn.person()),
                        row.scopeSet(),
                        Optional.of(binding),
                        Optional.empty(),
                        row.enabled
                                && signIn.stands()
                                && organizations.member(owner.id(), row.userId).isPresent(),
                        Instant.ofEpochMilli(row.createdAt),
                        WeavzCredential.instant(row.expiresAt)));
    }

    private McpBinding binding(WeavzCredential row, boolean oauth) {
        WeavzMcpServer server = required(WeavzMcpServer.class, row.serverId);
        return new McpBinding(
                server.id,
                server.workspaceId,
                !server.suspended && isLive(server.workspaceId),
                oauth ? server.authMode.allowsOauth() : server.authMode.allowsBearer());
    }

    private KnownCredential connect(WeavzCredential row, Organization owner) {
        WeavzEndUser endUser = required(WeavzEndUser.class, row.endUserId);
        return of(
                row,
                AuthMethod.CONNECT_TOKEN,
                new Standing.InOne(owner, Optional.of(Set.of(endUser.workspaceId))),
                Optional.empty(),
                Optional.of(bound(endUser)));
    }

    private EndUserBinding bound(WeavzEndUser endUser) {
        return new EndUserBinding(endUser.id, endUser.externalId, endUser.enabled && isLive(endUser.workspaceId));
    }

    private boolean isLive(String workspaceId) {
        return !required(WeavzWorkspace.class, workspaceId).suspended;
    }

    private <E> E required(Class<E> type, String id) {
        E row = entityManager.find(type, id);
        if (row == null) {
            throw new EntityNotFoundException(type.getSimpleName());
        }
        return row;
    }

    private static KnownCredential of(WeavzCredential row, AuthMethod method, Standing standing) {
        return of(row, method, standing, Optional.empty(), Optional.empty());
    }

    private static KnownCredential of(
            WeavzCredential row,
            AuthMethod method,
            Standing standing,
            Optional<McpBinding> mcp,
            Optional<EndUserBinding> endUser) {
        return new KnownCredential(
                row.id,
                method,
                standing,
                Optional.empty(),
                row.scopeSet(),
                mcp,
                endUser,
                row.enabled,
                Instant.ofEpochMilli(row.createdAt),
                WeavzCredential.instant(row.expiresAt),
                Optional.ofNullable(row.rateLimit));
    }
}
