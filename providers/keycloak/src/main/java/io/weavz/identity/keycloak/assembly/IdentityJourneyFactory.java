package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.Fingerprinter;
import io.weavz.identity.access.credential.LookupKeys;
import io.weavz.identity.access.credential.SessionSigner;
import io.weavz.identity.access.issue.SecretIssuer;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.JourneyFactory;
import io.weavz.identity.keycloak.journey.Recollection;
import io.weavz.identity.keycloak.memory.Epochs;
import io.weavz.identity.keycloak.memory.Memory;
import io.weavz.identity.keycloak.storage.ChangeSequence;
import io.weavz.identity.keycloak.storage.CredentialUse;
import io.weavz.identity.keycloak.storage.ServiceUsers;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel.OrganizationRemovedEvent;
import org.keycloak.models.RealmModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;

/** Reads the options, takes clock and randomness from the machine, and puts the service together. */
public final class IdentityJourneyFactory implements JourneyFactory {

    /** Addresses under which clients reach realms. */
    private static final int DOORS = 1_000;

    /** Minted tokens, each a kilobyte or two and good for half a minute. */
    private static final int TOKENS = 10_000;

    private static final int SALT_BYTES = 32;

    private Options options;
    /** Requests may come before it is there. */
    private volatile Assembly assembly;

    private Lease lease;
    private LimitExchange exchange;

    @Override
    public void init(Config.Scope config) {
        this.options = Options.read(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        SecureRandom randomness = new SecureRandom();
        Fingerprinter fingerprinter = new Fingerprinter(options.pepper(), options.previousPepper());
        Optional<BootstrapServiceKey> bootstrap = options.bootstrapServiceKey()
                .map(text -> BootstrapServiceKey.of(text, options.bootstrapServiceKeyExpires(), fingerprinter));
        Clock clock = Clock.tickMillis(Clock.systemUTC().getZone());
        WriteBehind writeBehind = new WriteBehind(factory, clock, options.flushInterval());
        Epochs epochs = new Epochs();
        Changes changes = new Changes(epochs, clock);
        this.lease = new Lease(() -> ChangeSequence.current(factory), clock, System::nanoTime, changes::read);
        PlanLimits limits = new PlanLimits(options.settings().planRates(), clock, System::nanoTime);
        this.exchange = new LimitExchange(factory, limits);
        Memory memory = new Memory(epochs, lease, clock, options.memoryEntries());
        ThisNode here = new ThisNode(lease, changes, memory, writeBehind);
        this.assembly = new Assembly(
                options.settings(),
                clock,
                fingerprinter,
                new SecretIssuer(fingerprinter, randomness),
                new SessionSigner(options.pepper(), options.previousPepper()),
                new ClockWindows(clock),
                limits,
                bootstrap,
                writeBehind,
                changes,
                new ClusterNodes(factory, changes, here::health, System::nanoTime),
                memory,
                new Memory(epochs, lease, clock, DOORS),
                new Memory(epochs, lease, clock, TOKENS),
                new LookupKeys(randomness.generateSeed(SALT_BYTES)),
                options.memoryLife(),
                new DecisionCounter(writeBehind, clock, "worker"),
                new DecisionCounter(writeBehind, clock, "event_loop"));
        factory.register(event -> {
            if (event instanceof OrganizationRemovedEvent removed) {
                removeServiceUser(removed);
            }
            if (event instanceof PostMigrationEvent started) {
                KeycloakModelUtils.runJobInTransaction(started.getFactory(), session -> {
                    changes.listen(session);
                    assembly.nodes().listen(session);
                    exchange.start(session);
                });
            }
            ModelChange.of(event).ifPresent(change -> changes.changing(change.session(), change.subjects()));
        });
    }

    private static void removeServiceUser(OrganizationRemovedEvent removed) {
        RealmModel realm = removed.getKeycloakSession().getContext().getRealm();
        if (realm != null) {
            new ServiceUsers(removed.getKeycloakSession(), realm)
                    .remove(removed.getOrganization().getId());
        }
    }

    @Override
    public Journey create(KeycloakSession session) {
        return new RealmJourney(session, assembly);
    }

    @Override
    public Optional<Recollection> recollection() {
        return Optional.ofNullable(assembly).map(RealmRecollection::new);
    }

    @Override
    public String getId() {
        return "identity";
    }

    /** Keycloak closes these after us: what waits is written at the end, and needs them. */
    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(CredentialUse.connection(), ClusterProvider.class, CacheRealmProvider.class);
    }

    @Override
    public void close() {
        if (assembly != null) {
            lease.close();
            exchange.close();
            assembly.nodes().close();
            assembly.changes().close();
            assembly.writeBehind().close();
        }
    }
}
